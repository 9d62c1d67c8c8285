import { createSession } from '../index.js';
import type { Appearance, Session, SessionOptions, SordinoError, Words } from '../index.js';
import { ElementBase, numberOf, reflect, shadowOf, upgrade } from './base.js';

/** A field's element, as its session's element sees it. */
export interface Member {
  /** Takes the session, or hears that it has gone. */
  join(session: Session | undefined): void;
  /** Hears that the session has ended: its fields are gone until it begins again. */
  lose(): void;
}

/** Fields whose session's element is not there yet. */
export const waiting = new Set<Member & { find(): void }>();

/**
 * `<sordino-session frame-url="…">`: a session for the fields in it, and for those that name it by
 * `session="id"`. It begins when it is in a document and has a `frame-url` and a `clientToken`, and
 * ends when it has left the document.
 *
 * The token is a property and never an attribute: attributes are in every copy of the page's
 * markup.
 *
 * @fires sordino-session-ready - The session can be used; again after `retry`.
 * @fires sordino-session-error - `detail` is the `SordinoError`: the session could not begin, has
 * ended, or an option was refused.
 */
export class SordinoSessionElement extends ElementBase {
  static readonly observedAttributes = ['frame-url', 'locale', 'timeout'];

  readonly #members = new Set<Member>();
  #clientToken: SessionOptions['clientToken'] | undefined;
  #appearance: Appearance | undefined;
  #words: Words | undefined;
  #session: Session | undefined;
  /** Given from outside: then neither begun nor ended here. */
  #isGiven = false;

  constructor() {
    super();
    shadowOf(this, this.attachInternals(), ':host { display: contents }', {}).replaceChildren(
      document.createElement('slot'),
    );
  }

  connectedCallback(): void {
    upgrade(this, [
      'frameUrl',
      'clientToken',
      'appearance',
      'words',
      'locale',
      'timeout',
      'session',
    ]);
    this.#begin();
    for (const field of waiting) field.find();
  }

  disconnectedCallback(): void {
    // An element that is only moved is back before this runs, and what was typed in its fields
    // stays.
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before !== after && this.isConnected) this.#restart();
  }

  /** The folder of `vault.html`: attribute `frame-url`. */
  get frameUrl(): string {
    return this.getAttribute('frame-url') ?? '';
  }
  set frameUrl(value: string | URL | null) {
    reflect.text(this, 'frame-url', value);
  }

  /** BCP 47; default: the document's language. */
  get locale(): string | null {
    return this.getAttribute('locale');
  }
  set locale(value: string | null) {
    reflect.text(this, 'locale', value);
  }

  /** Milliseconds for the frame to load and for each answer. */
  get timeout(): number | undefined {
    return numberOf(this, 'timeout');
  }
  set timeout(value: number | null | undefined) {
    reflect.text(this, 'timeout', value);
  }

  /** The client token, or better a function that fetches one. It can be set and not read. */
  set clientToken(value: SessionOptions['clientToken'] | null | undefined) {
    const before = this.#clientToken;
    this.#clientToken = value ?? undefined;
    // Another function is the same to a framework that renders anew: the session asks the newest.
    if (typeof value === 'function' && typeof before === 'function') return;
    if (before !== this.#clientToken) this.#restart();
  }

  /** Typed values; never CSS text. */
  get appearance(): Appearance | undefined {
    return this.#appearance;
  }
  set appearance(value: Appearance | null | undefined) {
    this.#appearance = value ?? undefined;
    this.#session?.update({ appearance: value ?? {} });
  }

  /** Texts of your own in place of the frame's. Other ones begin a new session. */
  get words(): Words | undefined {
    return this.#words;
  }
  set words(value: Words | null | undefined) {
    const before = this.#words;
    this.#words = value ?? undefined;
    // The same texts in another object are what a framework gives that renders anew: what is typed
    // in the fields stays.
    if (JSON.stringify(before) !== JSON.stringify(this.#words)) this.#restart();
  }

  /**
   * The session, for its operations, while there is one. Setting it puts one that the page made
   * itself in its place.
   */
  get session(): Session | undefined {
    return this.#session;
  }
  set session(value: Session | null | undefined) {
    this.#end();
    this.#isGiven = Boolean(value);
    if (value) this.#take(value);
    else this.#begin();
  }

  /**
   * Begins the session again after it has ended, with its fields, as `session.retry()` does; one that
   * could not begin is tried anew. Rejects as `session.ready` does.
   */
  async retry(): Promise<void> {
    this.#begin();
    await this.#session?.retry();
  }

  /** Says that a field belongs to this session. */
  adopt(member: Member): void {
    this.#members.add(member);
    member.join(this.#session);
  }

  /** Says that it does no longer. */
  release(member: Member): void {
    if (this.#members.delete(member)) member.join(undefined);
  }

  #restart(): void {
    if (this.#isGiven) return;
    this.#end();
    this.#begin();
  }

  #begin(): void {
    if (!this.isConnected || this.#session || !this.frameUrl || this.#clientToken === undefined)
      return;
    const options: SessionOptions = {
      frameUrl: this.frameUrl,
      clientToken:
        typeof this.#clientToken === 'function'
          ? (reason) =>
              typeof this.#clientToken === 'function'
                ? this.#clientToken(reason)
                : (this.#clientToken ?? '')
          : this.#clientToken,
    };
    if (this.#appearance) options.appearance = this.#appearance;
    if (this.#words) options.words = this.#words;
    if (this.locale !== null) options.locale = this.locale;
    if (this.timeout !== undefined) options.timeout = this.timeout;
    try {
      this.#take(createSession(options));
    } catch (error) {
      this.#say('error', error);
    }
  }

  #take(session: Session): void {
    this.#session = session;
    session.addEventListener('error', ({ detail }) => {
      if (this.#session !== session) return;
      if (detail.ended) for (const member of this.#members) member.lose();
      this.#say('error', detail);
    });
    // A session that is given may be ready already; one that is begun again has another `ready`.
    let told: Promise<void> | undefined;
    const follow = (): void => {
      const { ready } = session;
      if (ready === told) return;
      told = ready;
      ready.then(
        () => {
          if (this.#session === session) this.#say('ready', undefined);
        },
        () => {},
      );
    };
    follow();
    session.addEventListener('ready', follow);
    for (const member of this.#members) member.join(session);
  }

  #end(): void {
    const session = this.#session;
    if (!session) return;
    this.#session = undefined;
    for (const member of this.#members) member.join(undefined);
    if (!this.#isGiven) session.destroy();
  }

  #say(type: 'ready' | 'error', detail: unknown): void {
    this.dispatchEvent(
      new CustomEvent(`sordino-session-${type}`, { detail, bubbles: true, composed: true }),
    );
  }
}

export interface SordinoSessionEvents {
  'sordino-session-ready': CustomEvent<undefined>;
  'sordino-session-error': CustomEvent<SordinoError>;
}
