import { SordinoError } from './error.js';
import { createFrame } from './frame.js';
import type { FieldEvent, FieldKind, FieldOptions, ToVault } from './generated/protocol.js';
import { readPlain } from './plain.js';
import type { Field } from './types.js';

// A name that ends with an underscore is private to the loader: the bundler shortens it.

/** A field that is mounted. */
export interface Mounted {
  frame_: HTMLIFrameElement;
  /** Where the iframe is to be put, while it is not there because its session has ended. */
  parent_?: ParentNode | null | undefined;
  isReady_?: boolean;
  /** Puts the iframe into its place, if it is not there, and tells the vault of the field. */
  show_(): void;
  /** Passes an event of the vault on to the page. */
  receive_(event: FieldEvent): void;
}

/**
 * A field: one iframe at a time, and its events.
 *
 * 1. A field that its session has lost is mounted again where it was, unless the page has unmounted
 *    it, mounted it elsewhere, or taken its iframe out of the page.
 * 2. `focus` counts at any time. Before the field is ready the iframe takes the focus, and passes it
 *    on when the field is ready if it still has it: a person may be elsewhere by then.
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
      // No list of frames has an iframe in a shadow root, so the vault can't find it. This message
      // makes its document call the vault again; it says nothing.
    } else frame_.contentWindow?.postMessage(0, '*');
  };

  const receive_ = ({ type, detail }: FieldEvent): void => {
    const { frame_ } = mount!;
    // Height 0 is of a frame that is not drawn yet.
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
      // A frame in another document has another parent window, so no vault would ever answer it.
      if (parent_?.ownerDocument != document) throw new SordinoError('mount-target');
      unmount();
      // A name for the life of a page, and no secret: another origin gains nothing by knowing it.
      // Another at each mount, so that late events of the last iframe are ignored.
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
      // An iframe has no `clear`: nothing was typed yet.
      else (mount?.frame_ as Partial<Field> | undefined)?.[command]?.();
    };
  return field;
};
