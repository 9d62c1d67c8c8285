'use client';

import {
  createElement,
  type CSSProperties,
  forwardRef,
  type ForwardRefExoticComponent,
  type RefAttributes,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';

import { DEFAULT_HEIGHT, HEIGHTS, setInitialHeight } from '../elements/place.js';
import { FIELD_EVENTS, FIELD_OPTIONS } from '../generated/protocol.js';
import type { Field as SordinoField, FieldEvents, FieldKind, FieldOptions } from '../index.js';
import { useSordino } from './context.js';
import { useLatest } from './latest.js';

/** A prop for each event of a field, such as `onChange`. It receives the event's `detail`. */
type Handlers = {
  [T in keyof FieldEvents as `on${Capitalize<T>}`]?: (detail: FieldEvents[T]['detail']) => void;
};

/** The props of `<Field>`: the options and the event handlers of a field, and those below. */
export interface FieldProps extends FieldOptions, Handlers {
  /** The kind of the field. A change creates a new, empty field. */
  kind: FieldKind;
  /** The id of the `<div>` around the iframe. */
  id?: string;
  /** The class of the `<div>` around the iframe. */
  className?: string;
  /** The style of the `<div>` around the iframe. */
  style?: CSSProperties;
}

/** The object that a `ref` of a `<Field>` receives. */
export interface FieldHandle {
  /** Focuses the field's input. */
  focus(): void;
  /** Removes the focus from the field. */
  blur(): void;
  /** Wipes the field's content. */
  clear(): void;
  /** The field, while it is mounted. */
  readonly field: SordinoField | undefined;
}

/** Returns the options among the props. An option that is `undefined` has its default again. */
const optionsOf = (props: FieldProps): FieldOptions =>
  Object.fromEntries(FIELD_OPTIONS.map((name) => [name, props[name]]));

/**
 * Renders a field of the nearest `<SordinoProvider>`. A change of an option updates the field, and
 * keeps its content.
 *
 * @example
 * ```tsx
 * <Field kind="pin" label="New PIN" onChange={({ complete }) => setComplete(complete)} />
 * ```
 *
 * @throws Error if there is no `<SordinoProvider>` around it.
 */
export const Field: ForwardRefExoticComponent<FieldProps & RefAttributes<FieldHandle>> = forwardRef<
  FieldHandle,
  FieldProps
>((props, ref) => {
  const { kind, id, className, style } = props;
  const { session } = useSordino();
  const place = useRef<HTMLDivElement>(null);
  const field = useRef<SordinoField | undefined>(undefined);
  const [isMounted, setMounted] = useState(false);
  const latest = useLatest(props);

  const options = optionsOf(props);
  const latestOptions = useLatest(options);
  const serialized = JSON.stringify(options);
  /** The options that the field has now. */
  const applied = useRef(serialized);

  useEffect(() => {
    if (!session || !place.current) return;
    const created = session.createField(kind, latestOptions.current);
    applied.current = JSON.stringify(latestOptions.current);
    for (const type of FIELD_EVENTS) {
      created.addEventListener(type, (event) => {
        const handler =
          latest.current[`on${type[0]!.toUpperCase()}${type.slice(1)}` as keyof Handlers];
        if (field.current === created) handler?.((event as CustomEvent).detail);
      });
    }
    field.current = created;
    created.mount(place.current);
    setInitialHeight(place.current, kind);
    setMounted(true);
    return () => {
      field.current = undefined;
      created.unmount();
      setMounted(false);
    };
  }, [session, kind, latest, latestOptions]);

  useEffect(() => {
    if (!field.current || applied.current === serialized) return;
    applied.current = serialized;
    field.current.update(latestOptions.current);
  }, [serialized, latestOptions]);

  useImperativeHandle(
    ref,
    () => ({
      focus: () => field.current?.focus(),
      blur: () => field.current?.blur(),
      clear: () => field.current?.clear(),
      get field() {
        return field.current;
      },
    }),
    [],
  );

  // Until the iframe is inserted, the element has the same height as the iframe has at first.
  const boxStyle = isMounted ? style : { minHeight: HEIGHTS[kind] ?? DEFAULT_HEIGHT, ...style };
  return createElement('div', { ref: place, id, className, style: boxStyle });
});
Field.displayName = 'Field';
