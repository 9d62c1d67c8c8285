import { SordinoError } from './error.js';
import { createFrame } from './frame.js';
import type { FieldEvent, FieldKind, FieldOptions, ToVault } from './generated/protocol.js';
import type { Field } from './types.js';

/** What the session needs of a field that is mounted. A tuple, since names cost bytes. */
export type Mounted = [
  /** Tells the vault of the field; the field's document announces itself there. */
  announce: () => void,
  /** Passes an event of the vault on to the page. */
  receive: (event: FieldEvent) => void,
  unmount: () => void,
  /** Mounts it where it was. */
  again: () => void,
];

/** A field: one iframe at a time, and its events. */
export const createField = (
  base: URL,
  send: (message: ToVault) => void,
  mounted: Map<string, Mounted>,
  kind: FieldKind,
  options?: FieldOptions,
): Field => {
  // A name for the life of a page, and no secret: a frame of another origin gains nothing by it.
  // Another at each mount: what is said of one that was taken away is not of the one that came in
  // its place.
  let id: string;
  let frame: HTMLIFrameElement | undefined;

  const announce = (): void => {
    send({ addField: { id, kind, options: options! } });
    // No list of frames has one in a shadow root, for the vault to find it there. The message says
    // nothing.
    document.contains(frame!) || frame!.contentWindow?.postMessage(0, '*');
  };

  const receive = ({ type, detail }: FieldEvent): void => {
    // None, of a frame that is not drawn yet.
    const { height, label } = detail as { height?: number; label?: string };
    if (height) frame!.style.height = height + 'px';
    if (label) frame!.title = label;
    field.dispatchEvent(new CustomEvent(type, { detail }));
  };

  const unmount = (): void => {
    if (!mounted.delete(id)) return;
    frame!.remove();
    send({ removeField: { id } });
  };

  const field = Object.assign(new EventTarget(), {
    kind,
    mount(target: string | Element | ShadowRoot) {
      const parent = typeof target == 'string' ? document.querySelector(target) : target;
      if (!parent?.appendChild) throw new SordinoError('mount-target');
      unmount();
      frame = createFrame(base, 'field', (id = 'sordino-' + Math.random()));
      frame.dataset['sordinoKind'] = kind;
      frame.style.cssText = 'display:block;width:100%;height:102px;border:0;color-scheme:inherit';
      mounted.set(id, [announce, receive, unmount, () => field.mount(parent)]);
      announce();
      parent.appendChild(frame);
      return field;
    },
    update(changes: FieldOptions) {
      options = { ...options, ...changes };
      if (mounted.has(id)) announce();
    },
    unmount,
  }) as unknown as Field;
  for (const command of 'focus blur clear'.split(' ') as ('focus' | 'blur' | 'clear')[])
    field[command] = () => send({ commandField: { id, command } });
  return field;
};
