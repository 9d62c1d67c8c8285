// Made from core/src/protocol.rs by `cargo xtask generate`. Do not edit.

/**
 * What a session can be asked to do; the names are those of the session's methods.
 */
export type Operation = "setPaymentCardPin" | "viewPaymentCard" | "viewDirectDepositDetail" | "viewExternalBankAccountDetail" | "tokenizePersonAccountHolder" | "tokenizeBusinessAccountHolder" | "tokenizeAuthorizedUser" | "createPersonAccountHolder" | "createBusinessAccountHolder" | "createAuthorizedUser" | "uploadDocuments";

/**
 * What a field is for.
 */
export type FieldKind = "pin" | "pinConfirm" | "cardNumber" | "cvv" | "expirationDate" | "accountNumber" | "routingNumber" | "paymentCard" | "givenName" | "middleName" | "familyName" | "suffix" | "title" | "dateOfBirth" | "socialSecurityNumber" | "employerIdentificationNumber" | "email" | "phoneNumber" | "streetAddress" | "extendedAddress" | "locality" | "region" | "postalCode" | "countryCodeAlpha3" | "totalAnnualIncome" | "annualRevenue" | "legalBusinessName" | "doingBusinessAsName" | "businessType" | "businessDescription" | "website" | "percentageOwnership" | "document";

/**
 * What is wrong with a field's content, or with a member of the page's input.
 */
export type FieldCode = "missing" | "incomplete" | "too-long" | "invalid" | "too-small" | "too-young" | "too-old" | "po-box" | "mismatch" | "unknown" | "conflict" | "sensitive" | "covered" | "too-soon" | "rejected" | "not-copied" | "unavailable" | "empty-file" | "too-large" | "too-many" | "file-type" | "unreadable";

/**
 * How a field is to be.
 */
export type FieldOptions = { 
/**
 * Plain text in place of the frame's own label; at most 80 characters. Of a card's face it is
 * what stands on top of it.
 */
label?: string, 
/**
 * Plain text shown while an input is empty; at most 80 characters.
 */
placeholder?: string, 
/**
 * Where in the operation's input this field belongs, when its kind has more than one place
 * there: `businessProfile.ultimateBeneficialOwners.0`.
 */
path?: string, 
/**
 * Whether the input takes nothing for now.
 */
disabled?: boolean, 
/**
 * Whether an input that its operation can do without may not be left empty; default false.
 */
required?: boolean, 
/**
 * Whether a shown value stays hidden until the user asks for it; default true.
 */
masked?: boolean, 
/**
 * Seconds until a revealed value hides by itself, 1 to 300; default 30.
 */
hideAfter?: number, 
/**
 * Whether a shown value can be copied; default true.
 */
copy?: boolean, 
/**
 * For a card's face: its holder's name, plain text; at most 80 characters.
 */
cardholderName?: string, 
/**
 * For documents: the `DocumentType`s to choose from, at most 30; default: all of persons and
 * businesses.
 */
documentTypes?: Array<string>, 
/**
 * The card whose values a field shows. Without it, those of the card that was viewed last.
 */
paymentCardId?: string, 
/**
 * The direct deposit whose values a field shows. Without any object's id, those of the account
 * that was viewed last.
 */
directDepositDetailId?: string, 
/**
 * The external bank account whose values a field shows.
 */
externalBankAccountDetailId?: string, };

/**
 * What the page asks of a field.
 */
export type FieldCommand = "focus" | "blur" | "clear";

/**
 * Where a file stands.
 */
export type FileState = "uploading" | "done" | "failed";

/**
 * What a person asks of a shown value.
 */
export type Gesture = "reveal" | "copy";

/**
 * What happened in a field. Nothing of its content: no length, no digit.
 */
export type FieldEvent = { "type": "ready", "detail": { 
/**
 * The height it needs, in CSS pixels; it depends on looks and kind, never on content.
 */
height: number, 
/**
 * Its label, for the iframe's `title`.
 */
label: string, } } | { "type": "resize", "detail": { 
/**
 * As in `Ready`.
 */
height: number, } } | { "type": "change", "detail": { 
/**
 * There is nothing in it.
 */
empty: boolean, 
/**
 * The rule is met.
 */
complete: boolean, 
/**
 * Nothing is wrong so far as can be said: empty, or complete.
 */
valid: boolean, 
/**
 * What is wrong.
 */
code?: FieldCode, } } | { "type": "focus", "detail": Record<symbol, never> } | { "type": "blur", "detail": Record<symbol, never> } | { "type": "reveal", "detail": { 
/**
 * Which value: of a field that shows several.
 */
kind: FieldKind, } } | { "type": "hide", "detail": { 
/**
 * Which value: of a field that shows several.
 */
kind: FieldKind, } } | { "type": "copy", "detail": { 
/**
 * Which value: of a field that shows several.
 */
kind: FieldKind, } } | { "type": "progress", "detail": { 
/**
 * Which, from 0 in the order of the list; files that are not taken do not count.
 */
file: number, 
/**
 * How much of it is there, in per cent.
 */
percent: number, 
/**
 * What became of it.
 */
state: FileState, } } | { "type": "error", "detail": { 
/**
 * What is wrong.
 */
code: FieldCode, 
/**
 * What its person asked for and did not get, of a shown value.
 */
gesture?: Gesture, } };

/**
 * Light, dark, or as the system has it.
 */
export type Theme = "light" | "dark" | "system";

/**
 * How fields look.
 */
export type Appearance = { 
/**
 * Light, dark, or as the system has it.
 */
theme?: Theme, 
/**
 * Values by the names of [`VARIABLES`].
 */
variables?: Partial<Record<AppearanceVariable, string>>, };

/**
 * How often a token may be used (`ClientTokenUsage` of the schema).
 */
export type Usage = "UNTIL_EXPIRATION" | "SINGLE_USE";

/**
 * Why a session or a call failed, as the page sees it in `SordinoError.code`.
 */
export type Code = "invalid-options" | "mount-target" | "destroyed" | "frame-unavailable" | "frame-incompatible" | "timeout" | "aborted" | "busy" | "sensitive-input" | "invalid-input" | "invalid-fields" | "token-unavailable" | "token-malformed" | "token-expired" | "unauthorized" | "access-denied" | "user-error" | "network" | "rate-limited" | "request-rejected" | "gateway-refused" | "wrong-endpoint" | "server-error" | "unexpected-response" | "value-missing" | "unsupported" | "protocol" | "internal";

/**
 * One field or one member of the input, and what is wrong with it.
 */
export type FieldProblem = { 
/**
 * The member's path in the operation's input, dotted, list indices as numbers:
 * `ultimateBeneficialOwners.0.name.givenName`.
 */
path: string, 
/**
 * What is wrong.
 */
code: FieldCode, 
/**
 * The API's own code, for [`FieldCode::Rejected`]: an identifier, never a sentence.
 */
apiCode?: string, };

/**
 * What is known of an operation that failed, where that is not "it did not happen".
 */
export type Outcome = "unknown";

/**
 * A failure as it is told to the page.
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
 * Seconds to wait before trying again.
 */
retryAfter?: number, 
/**
 * What is wrong where.
 */
fields?: Array<FieldProblem>, 
/**
 * `"unknown"`: the request may have taken effect although no answer says so. Ask the API
 * before trying again.
 */
outcome?: Outcome, };

/**
 * Why the vault wants a token.
 */
export type TokenReason = "first" | "expiring" | "ended" | "refused";

/**
 * The vault's first words, posted to the page's window with an exact target origin.
 */
export type Hello = { 
/**
 * [`PROTOCOL`] of the vault.
 */
sordino: number, 
/**
 * The release of the frame.
 */
release: string, };

/**
 * From the loader to the vault. The first is always [`ToVault::Start`].
 */
export type ToVault = { "start": { 
/**
 * Looks.
 */
appearance?: Appearance, 
/**
 * BCP 47.
 */
locale?: string, 
/**
 * The page's own texts in place of the frame's.
 */
words?: Words, 
/**
 * Milliseconds for one answer, of the API or of the page's token callback.
 */
timeout: number, } } | { "appearance": Appearance } | { "addField": { 
/**
 * The `name` of its iframe.
 */
id: string, 
/**
 * What it is for.
 */
kind: FieldKind, 
/**
 * How it is to be.
 */
options?: FieldOptions, } } | { "removeField": { 
/**
 * Which.
 */
id: string, } } | { "commandField": { 
/**
 * Which.
 */
id: string, 
/**
 * What.
 */
command: FieldCommand, } } | { "call": { 
/**
 * The loader's number for it.
 */
id: number, 
/**
 * Which.
 */
operation: Operation, 
/**
 * No sensitive member; the vault refuses one.
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
 * What the page gives; none, if it has none to give.
 */
token?: unknown, 
/**
 * The page's callback failed; it may do better when it is asked again.
 */
failed?: boolean, } } | { "hide": Record<symbol, never> } | { "destroy": Record<symbol, never> };

/**
 * From the vault to the loader.
 */
export type FromVault = { "ready": Record<symbol, never> } | { "needToken": { 
/**
 * The number of the request.
 */
request: number, 
/**
 * Why.
 */
reason: TokenReason, } } | { "tokenexpiring": Record<symbol, never> } | { "tokenexpired": Record<symbol, never> } | { "field": { 
/**
 * Which.
 */
id: string, 
/**
 * What.
 */
event: FieldEvent, } } | { "done": { 
/**
 * The call's number.
 */
id: number, 
/**
 * What the use case's allow-list lets through.
 */
result: unknown, } } | { "failed": { 
/**
 * The call's number.
 */
id: number, 
/**
 * Why.
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
