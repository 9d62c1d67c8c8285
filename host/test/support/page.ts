/**
 * The parts of a page that the loader uses, for tests without a browser: elements that can be
 * appended and removed, a `MutationObserver` for children, and a vault that the test controls.
 */
import { PROTOCOL, type FromVault, type ToVault } from '../../src/generated/protocol.js';

export const FRAME_URL = 'https://frame.example/v1/';

const observers = new Set<FakeObserver>();

class FakeObserver {
  #isDue = false;
  readonly seen = new Set<FakeNode>();
  constructor(readonly callback: () => void) {}
  observe(node: FakeNode): void {
    this.seen.add(node);
    observers.add(this);
  }
  disconnect(): void {
    this.seen.clear();
    observers.delete(this);
  }
  /** Calls the callback like a browser: in a microtask, once for all changes. */
  notice(node: FakeNode): void {
    if (!this.seen.has(node) || this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      if (this.seen.has(node)) this.callback();
    });
  }
}

export class FakeNode extends EventTarget {
  readonly children: FakeNode[] = [];
  readonly dataset: Record<string, string> = {};
  readonly contentWindow = { postMessage: (..._: unknown[]): void => {} };
  readonly #style: Record<string, string> = {};
  parentNode: FakeNode | null = null;
  name = '';
  className = '';
  onload?: () => void;

  constructor(
    readonly ownerDocument: FakeDocument,
    readonly localName: string,
  ) {
    super();
  }
  /** Assigning a text sets `cssText`. */
  get style(): Record<string, string> {
    return this.#style;
  }
  set style(_text: string) {}
  get isConnected(): boolean {
    return this === this.ownerDocument.documentElement || Boolean(this.parentNode?.isConnected);
  }
  append(child: FakeNode): void {
    child.remove();
    child.parentNode = this;
    this.children.push(child);
    for (const observer of observers) observer.notice(this);
  }
  remove(): void {
    const parent = this.parentNode;
    if (!parent) return;
    this.parentNode = null;
    parent.children.splice(parent.children.indexOf(this), 1);
    for (const observer of observers) observer.notice(parent);
  }
  getRootNode(): FakeDocument {
    return this.ownerDocument;
  }
  focus(): void {
    this.ownerDocument.activeElement = this;
  }
  blur(): void {
    this.ownerDocument.activeElement = null;
  }
}

export class FakeDocument extends EventTarget {
  activeElement: FakeNode | null = null;
  prerendering = false;
  readonly documentElement: FakeNode = new FakeNode(this, 'html');
  readonly body = this.createElement('body');
  constructor() {
    super();
    this.documentElement.append(this.body);
  }
  createElement(localName: string): FakeNode {
    return new FakeNode(this, localName);
  }
  /** Finds an element by its tag name. */
  querySelector(localName: string): FakeNode | null {
    const find = (node: FakeNode): FakeNode | undefined =>
      node.localName === localName ? node : node.children.map(find).find(Boolean);
    return find(this.documentElement) ?? null;
  }
}

/** Creates a page, which replaces the last one. */
export const openPage = (context: { after(end: () => void): void }) => {
  const document = new FakeDocument();
  const window = new EventTarget();
  Object.assign(globalThis, {
    document,
    MutationObserver: FakeObserver,
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
  });
  const frames = (name: string): FakeNode[] => {
    const all = (node: FakeNode): FakeNode[] => [node, ...node.children.flatMap(all)];
    return all(document.documentElement).filter((node) => node.className === `sordino-${name}`);
  };

  const vault = (): FakeNode => {
    const [frame] = frames('vault');
    if (!frame) throw new Error('no vault is in the page');
    return frame;
  };

  return {
    document,
    frames,
    vault,
    /** Appends an element to the body. */
    place(localName: string): FakeNode {
      const place = document.createElement(localName);
      document.body.append(place);
      return place;
    },
    /** The number of active observers. */
    observers: () => observers.size,
    /** Makes the vault in the page send its hello, as if it had loaded. */
    greet(): Vault {
      const frame = vault();
      let port: MessagePort | undefined;
      frame.contentWindow.postMessage = (_message, _origin, ports) => {
        port = (ports as MessagePort[])[0];
      };
      const hello = { source: frame.contentWindow, origin: 'https://frame.example' };
      const data = { sordino: PROTOCOL, release: '1.0.0' };
      window.dispatchEvent(Object.assign(new Event('message'), hello, { data }));
      if (!port) throw new Error('the loader did not answer the hello');
      context.after(() => port?.close());
      return new Vault(port);
    },
  };
};

/** The vault's end of the port. */
export class Vault {
  readonly #port: MessagePort;
  readonly #heard: ToVault[] = [];
  #waiting: (() => void) | undefined;

  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }) => {
      this.#heard.push(data);
      this.#waiting?.();
    };
  }
  say(message: FromVault): void {
    this.#port.postMessage(message);
  }
  /** Waits for the first message with a member, and removes it from the queue. */
  async heard<K extends string>(
    name: K,
  ): Promise<ToVault extends infer M ? (M extends Record<K, infer C> ? C : never) : never> {
    for (;;) {
      const at = this.#heard.findIndex((message) => name in message);
      const found = this.#heard.splice(at, at < 0 ? 0 : 1)[0];
      if (found) return found[name as unknown as keyof ToVault];
      await new Promise<void>((resolve) => (this.#waiting = resolve));
    }
  }
}
