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

import { HEIGHTS, keepPlace } from '../elements/place.js';
import type { Field as SordinoField, FieldEvents, FieldKind, FieldOptions } from '../index.js';
import { useSordino } from './context.js';
import { useLatest } from './latest.js';

type Handlers = {
  [T in keyof FieldEvents as `on${Capitalize<T>}`]?: (detail: FieldEvents[T]['detail']) => void;
};

export interface FieldProps extends FieldOptions, Handlers {
  /** What the field is for; another one makes another field. */
  kind: FieldKind;
  /** Of the element that the iframe stands in. */
  id?: string;
  className?: string;
  style?: CSSProperties;
}

/** What a `ref` of a `<Field>` gives. */
export interface FieldHandle {
  focus(): void;
  blur(): void;
  /** Wipes its content. */
  clear(): void;
  /** The field itself, while it is mounted. */
  readonly field: SordinoField | undefined;
}

const EVENTS: readonly (keyof FieldEvents)[] = [
  'ready',
  'resize',
  'change',
  'focus',
  'blur',
  'reveal',
  'hide',
  'copy',
  'progress',
  'error',
];

/** A field of the session around it. */
export const Field: ForwardRefExoticComponent<FieldProps & RefAttributes<FieldHandle>> = forwardRef<
  FieldHandle,
  FieldProps
>((props, ref) => {
  const { kind, id, className, style } = props;
  const {
    label,
    placeholder,
    path,
    disabled,
    masked,
    hideAfter,
    copy,
    cardholderName,
    documentTypes,
    required,
    paymentCardId,
    directDepositDetailId,
    externalBankAccountDetailId,
  } = props;
  const { session } = useSordino();
  const place = useRef<HTMLDivElement>(null);
  const field = useRef<SordinoField | undefined>(undefined);
  const [isMounted, setMounted] = useState(false);
  const latest = useLatest(props);

  // What is undefined counts as left out, also where it was set before.
  const options = {
    label,
    placeholder,
    path,
    disabled,
    masked,
    hideAfter,
    copy,
    cardholderName,
    documentTypes,
    required,
    paymentCardId,
    directDepositDetailId,
    externalBankAccountDetailId,
  } as FieldOptions;
  const latestOptions = useLatest(options);
  const said = JSON.stringify(options);
  /** What the field was last told of its options. */
  const told = useRef(said);

  useEffect(() => {
    if (!session || !place.current) return;
    const made = session.createField(kind, latestOptions.current);
    told.current = JSON.stringify(latestOptions.current);
    for (const type of EVENTS) {
      made.addEventListener(type, (event) => {
        const handler =
          latest.current[`on${type[0]!.toUpperCase()}${type.slice(1)}` as keyof Handlers];
        if (field.current === made) handler?.((event as CustomEvent).detail);
      });
    }
    field.current = made;
    made.mount(place.current);
    keepPlace(place.current, kind);
    setMounted(true);
    return () => {
      field.current = undefined;
      made.unmount();
      setMounted(false);
    };
  }, [session, kind, latest, latestOptions]);

  useEffect(() => {
    if (!field.current || told.current === said) return;
    told.current = said;
    field.current.update(latestOptions.current);
  }, [said, latestOptions]);

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

  // The place is kept until the iframe stands there, which has the same height at first.
  const kept = isMounted ? style : { minHeight: HEIGHTS[kind] ?? 102, ...style };
  return createElement('div', { ref: place, id, className, style: kept });
});
Field.displayName = 'Field';
