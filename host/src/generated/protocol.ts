// Made from core/src/protocol.rs by `cargo xtask generate`. Do not edit.

/**
 * An operation of a session. The names are those of the session's methods.
 */
export type Operation = "setPaymentCardPin" | "viewPaymentCard" | "viewDirectDepositDetail" | "viewExternalBankAccountDetail" | "tokenizePersonAccountHolder" | "tokenizeBusinessAccountHolder" | "tokenizeAuthorizedUser" | "createPersonAccountHolder" | "createBusinessAccountHolder" | "createAuthorizedUser" | "uploadDocuments";

/**
 * The kind of a field: the one value that it takes or shows.
 */
export type FieldKind = "pin" | "pinConfirm" | "cardNumber" | "cvv" | "expirationDate" | "accountNumber" | "routingNumber" | "paymentCard" | "givenName" | "middleName" | "familyName" | "suffix" | "title" | "dateOfBirth" | "socialSecurityNumber" | "employerIdentificationNumber" | "email" | "phoneNumber" | "streetAddress" | "extendedAddress" | "locality" | "region" | "postalCode" | "countryCodeAlpha3" | "totalAnnualIncome" | "annualRevenue" | "legalBusinessName" | "doingBusinessAsName" | "businessType" | "businessDescription" | "website" | "percentageOwnership" | "document";

/**
 * The problem with a field's content, or with a member of the page's input.
 */
export type FieldCode = "missing" | "incomplete" | "too-long" | "invalid" | "too-small" | "too-young" | "too-old" | "po-box" | "mismatch" | "unknown" | "conflict" | "sensitive" | "covered" | "too-soon" | "rejected" | "not-copied" | "unavailable" | "empty-file" | "too-large" | "too-many" | "file-type" | "unreadable";

/**
 * The options of a field.
 */
export type FieldOptions = { 
/**
 * Plain text that replaces the frame's own label; at most 80 characters. On a card's face it
 * is printed at the top.
 */
label?: string, 
/**
 * Plain text shown while an input is empty; at most 80 characters.
 */
placeholder?: string, 
/**
 * Where in the operation's input this field belongs, if its kind can be in more than one
 * place: `businessProfile.ultimateBeneficialOwners.0`.
 */
path?: string, 
/**
 * Whether the input is disabled; default false.
 */
disabled?: boolean, 
/**
 * Whether an input that is optional for its operation must be filled in; default false.
 */
required?: boolean, 
/**
 * Whether a shown value is masked until the user reveals it; default true.
 */
masked?: boolean, 
/**
 * Seconds until a revealed value hides again, 1 to 300; default 30.
 */
hideAfter?: number, 
/**
 * Whether a shown value can be copied; default true.
 */
copy?: boolean, 
/**
 * The cardholder's name on a card's face, as plain text; at most 80 characters.
 */
cardholderName?: string, 
/**
 * The `DocumentType`s that a field for documents offers, at most 30; default: all types for
 * persons and businesses.
 */
documentTypes?: Array<string>, 
/**
 * The id of the card whose values the field shows; default: the card that was viewed last.
 */
paymentCardId?: string, 
/**
 * The id of the direct deposit whose values the field shows. Without any object's id, the
 * field shows the account that was viewed last.
 */
directDepositDetailId?: string, 
/**
 * The id of the external bank account whose values the field shows.
 */
externalBankAccountDetailId?: string, };

/**
 * A command of the page to a field.
 */
export type FieldCommand = "focus" | "blur" | "clear";

/**
 * The state of a file's upload.
 */
export type FileState = "uploading" | "done" | "failed";

/**
 * An action that a person asks for on a shown value.
 */
export type Gesture = "reveal" | "copy";

/**
 * An event of a field. It says nothing of the field's content: no length and no digit.
 */
export type FieldEvent = { "type": "ready", "detail": { 
/**
 * The height that the field needs, in CSS pixels. It depends on appearance and kind, never
 * on content.
 */
height: number, 
/**
 * The field's label, for the iframe's `title`.
 */
label: string, } } | { "type": "resize", "detail": { 
/**
 * The height that the field needs, as in `Ready`.
 */
height: number, } } | { "type": "change", "detail": { 
/**
 * Whether the field is empty.
 */
empty: boolean, 
/**
 * Whether the content meets the field's rule.
 */
complete: boolean, 
/**
 * Whether nothing is wrong so far: the field is empty or its content is complete.
 */
valid: boolean, 
/**
 * The problem with the content.
 */
code?: FieldCode, } } | { "type": "focus", "detail": Record<symbol, never> } | { "type": "blur", "detail": Record<symbol, never> } | { "type": "reveal", "detail": { 
/**
 * The kind of value; a card's face shows several kinds.
 */
kind: FieldKind, } } | { "type": "hide", "detail": { 
/**
 * The kind of value; a card's face shows several kinds.
 */
kind: FieldKind, } } | { "type": "copy", "detail": { 
/**
 * The kind of value; a card's face shows several kinds.
 */
kind: FieldKind, } } | { "type": "progress", "detail": { 
/**
 * The file's number, from 0 in the order of the list. Files that were not taken do not
 * count.
 */
file: number, 
/**
 * How much of the file has arrived, in per cent.
 */
percent: number, 
/**
 * The state of the upload.
 */
state: FileState, } } | { "type": "error", "detail": { 
/**
 * The problem.
 */
code: FieldCode, 
/**
 * The refused action of a person on a shown value.
 */
gesture?: Gesture, } };

/**
 * Light, dark, or the system's setting.
 */
export type Theme = "light" | "dark" | "system";

/**
 * The appearance of all fields of a session.
 */
export type Appearance = { 
/**
 * Light, dark, or the system's setting.
 */
theme?: Theme, 
/**
 * Values, by the names in [`VARIABLES`].
 */
variables?: Partial<Record<AppearanceVariable, string>>, };

/**
 * How often a token may be used (`ClientTokenUsage` of the schema).
 */
export type Usage = "UNTIL_EXPIRATION" | "SINGLE_USE";

/**
 * The cause of a failed session or call: the page's `SordinoError.code`.
 */
export type Code = "invalid-options" | "mount-target" | "destroyed" | "frame-unavailable" | "frame-incompatible" | "timeout" | "aborted" | "busy" | "sensitive-input" | "invalid-input" | "invalid-fields" | "token-unavailable" | "token-malformed" | "token-expired" | "unauthorized" | "access-denied" | "user-error" | "network" | "rate-limited" | "request-rejected" | "gateway-refused" | "wrong-endpoint" | "server-error" | "unexpected-response" | "value-missing" | "unsupported" | "protocol" | "internal";

/**
 * One field or one member of the input, with its problem.
 */
export type FieldProblem = { 
/**
 * The member's path in the operation's input, with dots and with list indices as numbers:
 * `ultimateBeneficialOwners.0.name.givenName`.
 */
path: string, 
/**
 * The problem.
 */
code: FieldCode, 
/**
 * The API's own code for [`FieldCode::Rejected`]: an identifier, never a sentence.
 */
apiCode?: string, };

/**
 * The outcome of a failed operation. It is missing if the operation is known not to have
 * happened.
 */
export type Outcome = "unknown";

/**
 * A failure, in the form that the page receives.
 */
export type Failure = { 
/**
 * The cause.
 */
code: Code, 
/**
 * Whether the same call can succeed later, unchanged.
 */
retryable: boolean, 
/**
 * `extensions.requestId` of the response, for the API's support.
 */
requestId?: string, 
/**
 * The seconds to wait before another try.
 */
retryAfter?: number, 
/**
 * The problems of single fields and members.
 */
fields?: Array<FieldProblem>, 
/**
 * `"unknown"`: the operation may have taken effect although no answer says so. Ask the API
 * before another try.
 */
outcome?: Outcome, };

/**
 * The reason why the vault asks for a token.
 */
export type TokenReason = "first" | "expiring" | "ended" | "refused";

/**
 * The vault's first message, posted to the page's window with an exact target origin, once for
 * each embedder.
 */
export type Hello = { 
/**
 * [`PROTOCOL`] of the vault.
 */
sordino: number, 
/**
 * The frame's release.
 */
release: string, };

/**
 * A message from the loader to the vault. The first message is always [`ToVault::Start`].
 */
export type ToVault = { "start": { 
/**
 * The appearance of all fields.
 */
appearance?: Appearance, 
/**
 * The locale, as a BCP 47 tag.
 */
locale?: string, 
/**
 * The page's own texts, which replace the frame's.
 */
words?: Words, 
/**
 * Milliseconds that one answer may take, of the API or of the page's token callback.
 */
timeout: number, } } | { "appearance": Appearance } | { "addField": { 
/**
 * The `name` of its iframe.
 */
id: string, 
/**
 * The kind of field.
 */
kind: FieldKind, 
/**
 * The field's options.
 */
options?: FieldOptions, } } | { "removeField": { 
/**
 * The name of the field's iframe.
 */
id: string, } } | { "commandField": { 
/**
 * The name of the field's iframe.
 */
id: string, 
/**
 * The command.
 */
command: FieldCommand, } } | { "call": { 
/**
 * The loader's number for the call.
 */
id: number, 
/**
 * The operation.
 */
operation: Operation, 
/**
 * The page's input. The vault refuses a sensitive member.
 */
input: unknown, } } | { "abort": { 
/**
 * The call's number.
 */
id: number, } } | { "token": { 
/**
 * The number of the request.
 */
request: number, 
/**
 * The page's token; missing if the page has none to give.
 */
token?: unknown, 
/**
 * Whether the page's callback failed. It may succeed when it is called again.
 */
failed?: boolean, } } | { "hide": Record<symbol, never> } | { "destroy": Record<symbol, never> };

/**
 * A message from the vault to the loader.
 */
export type FromVault = { "ready": Record<symbol, never> } | { "needToken": { 
/**
 * The number of the request.
 */
request: number, 
/**
 * The reason.
 */
reason: TokenReason, } } | { "tokenexpiring": Record<symbol, never> } | { "tokenexpired": Record<symbol, never> } | { "field": { 
/**
 * The name of the field's iframe.
 */
id: string, 
/**
 * The event.
 */
event: FieldEvent, } } | { "done": { 
/**
 * The call's number.
 */
id: number, 
/**
 * The result: the members that the operation's allow-list lets through.
 */
result: unknown, } } | { "failed": { 
/**
 * The call's number.
 */
id: number, 
/**
 * The cause.
 */
error: Failure, } } | { "error": Failure } | { "ended": Failure };

/** Texts of the page in place of the frame's own: labels by the field's kind, the others by their names. Plain text of one line, at most 80 characters each. */
export type Words = Partial<Record<FieldKind | "show" | "copy" | "copied" | "hidden" | "missing" | "pinRule" | "mismatch" | "invalid" | "rejected" | "nameRule" | "dateRule" | "ssnRule" | "einRule" | "emailRule" | "phoneRule" | "websiteRule" | "streetRule" | "regionRule" | "postalCodeRule" | "amountRule" | "percentRule" | "tooYoung" | "tooOld" | "poBox" | "covered" | "chooseFiles" | "fileRule" | "remove" | "documentType" | "notCopied" | "fileEmpty" | "fileTooLarge" | "fileHeic" | "fileCount" | "fileUnreadable" | "typeMissing" | "tooLong" | "tooSmall" | "tooSoon", string>>;

/** The values that a page may set. */
export type AppearanceVariable = "colorText" | "colorTextSecondary" | "colorPlaceholder" | "colorBackground" | "colorBorder" | "colorAccent" | "colorDanger" | "colorSuccess" | "colorCard" | "fontFamily" | "fontSize" | "fontWeight" | "lineHeight" | "letterSpacing" | "borderRadius" | "borderWidth" | "paddingBlock" | "paddingInline";

/** The version of this protocol. */
export const PROTOCOL = 1;

/** The operations. One text, because the quotes and commas of a list cost bytes. */
export const OPERATIONS = /* @__PURE__ */ "setPaymentCardPin viewPaymentCard viewDirectDepositDetail viewExternalBankAccountDetail tokenizePersonAccountHolder tokenizeBusinessAccountHolder tokenizeAuthorizedUser createPersonAccountHolder createBusinessAccountHolder createAuthorizedUser uploadDocuments".split(" ") as Operation[];

/** The codes after which the same call can succeed later, unchanged. */
export const RETRYABLE: readonly Code[] = ["frame-unavailable", "timeout", "busy", "token-unavailable", "token-expired", "unauthorized", "network", "rate-limited", "server-error"];

/** What each operation's first request does to the API's data. */
export const EFFECTS: Readonly<Record<Operation, "read" | "set" | "make">> = {
  setPaymentCardPin: "set",
  viewPaymentCard: "read",
  viewDirectDepositDetail: "read",
  viewExternalBankAccountDetail: "read",
  tokenizePersonAccountHolder: "make",
  tokenizeBusinessAccountHolder: "make",
  tokenizeAuthorizedUser: "make",
  createPersonAccountHolder: "make",
  createBusinessAccountHolder: "make",
  createAuthorizedUser: "make",
  uploadDocuments: "set",
};

/** The types of a field's events. */
export const FIELD_EVENTS: readonly FieldEvent["type"][] = ["ready", "resize", "change", "focus", "blur", "reveal", "hide", "copy", "progress", "error"];

/** The names of a field's options. */
export const FIELD_OPTIONS: readonly (keyof FieldOptions)[] = ["label", "placeholder", "path", "disabled", "required", "masked", "hideAfter", "copy", "cardholderName", "documentTypes", "paymentCardId", "directDepositDetailId", "externalBankAccountDetailId"];

/** The kinds of field. */
export const FIELD_KINDS: readonly FieldKind[] = ["pin", "pinConfirm", "cardNumber", "cvv", "expirationDate", "accountNumber", "routingNumber", "paymentCard", "givenName", "middleName", "familyName", "suffix", "title", "dateOfBirth", "socialSecurityNumber", "employerIdentificationNumber", "email", "phoneNumber", "streetAddress", "extendedAddress", "locality", "region", "postalCode", "countryCodeAlpha3", "totalAnnualIncome", "annualRevenue", "legalBusinessName", "doingBusinessAsName", "businessType", "businessDescription", "website", "percentageOwnership", "document"];

/** The kinds of field that show a value of the API. */
export const SHOWN_KINDS: readonly FieldKind[] = ["cardNumber", "cvv", "expirationDate", "accountNumber", "routingNumber", "paymentCard"];

/** The names of the texts that a page can replace, besides the kinds of field. */
export const WORD_NAMES: readonly (keyof Words)[] = ["show", "copy", "copied", "hidden", "missing", "pinRule", "mismatch", "invalid", "rejected", "nameRule", "dateRule", "ssnRule", "einRule", "emailRule", "phoneRule", "websiteRule", "streetRule", "regionRule", "postalCodeRule", "amountRule", "percentRule", "tooYoung", "tooOld", "poBox", "covered", "chooseFiles", "fileRule", "remove", "documentType", "notCopied", "fileEmpty", "fileTooLarge", "fileHeic", "fileCount", "fileUnreadable", "typeMissing", "tooLong", "tooSmall", "tooSoon"];

/** The most characters of a text of the page. */
export const LONGEST_WORD = 80;

/** The most seconds until a revealed value is masked again. */
export const LONGEST_SHOW = 300;
