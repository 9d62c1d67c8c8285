import { SordinoError } from './error.js';
import { createFrame } from './frame.js';
import type { FieldEvent, FieldKind, FieldOptions, ToVault } from './generated/protocol.js';
import { readPlain } from './plain.js';
import type { Field } from './types.js';

// A name that ends with an underscore is private to the loader: the bundler shortens it.

/** A mounted field. */
export interface Mounted {
  frame_: HTMLIFrameElement;
  /** The parent to insert the iframe into, while the iframe is not in the page. */
  parent_?: ParentNode | null | undefined;
  isReady_?: boolean;
  /** Inserts the iframe if necessary, and sends the field's options to the vault. */
  show_(): void;
  /** Forwards an event of the vault to the page. */
  receive_(event: FieldEvent): void;
}

/**
 * Creates a field, which has at most one iframe.
 *
 * 1. After `retry`, the field is inserted again where it was, unless the page has unmounted it,
 *    mounted it elsewhere, or removed its iframe.
 * 2. `focus` works at any time. Before the field is ready, the iframe receives the focus. When the
 *    field is ready, the iframe passes the focus on if it still has it.
 */
export const createField = (
  base: URL,
  mounted: Map<string, Mounted>,
  send: (message: ToVault) => SordinoError | undefined,
  kind: FieldKind,
  given: FieldOptions = {},
): Field => {
  let options = readPlain(given);
  let mount: Mounted | undefined;

  const show_ = (): void => {
    if (!mount || send({ addField: { id: mount.frame_.name, kind, options } })) return;
    const { frame_, parent_ } = mount;
    if (parent_) {
      mount.parent_ = undefined;
      parent_.append(frame_);
      // The vault can't find an iframe in a shadow root, because `window.frames` does not list it.
      // This empty message makes the field's document announce itself again.
    } else frame_.contentWindow?.postMessage(0, '*');
  };

  const receive_ = ({ type, detail }: FieldEvent): void => {
    const { frame_ } = mount!;
    // A height of 0 means that the field is not displayed yet.
    const { height, label } = detail as { height?: number; label?: string };
    if (height) frame_.style.height = height + 'px';
    if (label) frame_.title = label;
    mount!.isReady_ = true;
    field.dispatchEvent(new CustomEvent(type, { detail }));
    if (type == 'ready' && (frame_.getRootNode() as Document).activeElement == frame_)
      field.focus();
  };

  const unmount = (): void => {
    if (!mount) return;
    mount.frame_.remove();
    mounted.delete(mount.frame_.name);
    send({ removeField: { id: mount.frame_.name } });
    mount = undefined;
  };

  const field = Object.assign(new EventTarget(), {
    kind,
    mount(target: string | Element | ShadowRoot) {
      const parent_ = typeof target == 'string' ? document.querySelector(target) : target;
      // An iframe in another document has another parent window, where there is no vault.
      if (parent_?.ownerDocument != document) throw new SordinoError('mount-target');
      unmount();
      // The name is unique in the page and not a secret. Each mount has a new one, so that late
      // events of the old iframe are ignored.
      const frame_ = createFrame(base, 'field', {
        name: 'sordino-' + Math.random(),
        style: 'display:block;width:100%;height:102px;border:0;color-scheme:inherit',
      });
      frame_.dataset['sordinoKind'] = kind;
      mount = { frame_, parent_, show_, receive_ };
      mounted.set(frame_.name, mount);
      show_();
      return field;
    },
    update(changes: FieldOptions) {
      options = { ...options, ...readPlain(changes) };
      show_();
    },
    unmount,
  }) as unknown as Field;
  for (const command of ['focus', 'blur', 'clear'] as const)
    field[command] = () => {
      if (mount?.isReady_) send({ commandField: { id: mount.frame_.name, command } });
      // Before the field is ready, the iframe itself is focused. It has no `clear`, and is empty.
      else (mount?.frame_ as Partial<Field> | undefined)?.[command]?.();
    };
  return field;
};
