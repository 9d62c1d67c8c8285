// @ts-check
// The page under test, bundled with React 18 or 19: a PIN form in StrictMode, and hooks for the
// tests.
import { createElement as h, StrictMode, useRef, version } from 'react';
import { createRoot } from 'react-dom/client';
import { createSession } from 'sordino';
import { Field, SordinoProvider, useSetPaymentCardPin, useSordino } from 'sordino/react';

/**
 * @typedef {object} Shown
 * @property {string} frameUrl
 * @property {string} token
 * @property {string} cardId
 * @property {string} [label] the label of the first field
 * @property {string} [locale]
 * @property {string} [fontSize]
 * @property {boolean} [withoutConfirm]
 */

/** @type {{ source: string, detail: any }[]} */
const told = [];
const counts = { sessions: 0, tokens: 0 };
/** The values that the hooks returned in the last render. @type {any} */
let seen;

/** @param {any} value */
const plain = (value) =>
  value instanceof Error ? { ...value, name: value.name } : (value ?? null);
/** @param {string} source */
const tell = (source) => (/** @type {any} */ detail) =>
  void told.push({ source, detail: plain(detail) });

/** @param {Shown} props */
function Form({ cardId, label, withoutConfirm }) {
  const { status: session, error, retry } = useSordino();
  const pin = useRef(/** @type {import("sordino/react").FieldHandle | null} */ (null));
  const { run, status, result, error: failure, reset } = useSetPaymentCardPin();
  seen = { session, error: plain(error), status, result, failure: plain(failure) };
  Object.assign(window, { pin, reset, retry });
  return h(
    'form',
    {
      onSubmit: async (/** @type {import("react").FormEvent} */ event) => {
        event.preventDefault();
        tell('returned')(await run({ paymentCardId: cardId }));
      },
    },
    h(Field, {
      kind: 'pin',
      id: 'pin',
      ref: pin,
      label,
      onReady: tell('pin ready'),
      onChange: tell('pin'),
    }),
    withoutConfirm
      ? null
      : h(Field, {
          kind: 'pinConfirm',
          className: 'again',
          onReady: tell('again ready'),
          onChange: tell('again'),
        }),
    h('button', { type: 'submit' }, 'Set PIN'),
    h('output', null, status),
  );
}

const root = createRoot(/** @type {Element} */ (document.getElementById('app')));

/** @param {Shown} props */
function render(props) {
  const { frameUrl, token, locale, fontSize } = props;
  const provider = h(
    SordinoProvider,
    {
      frameUrl,
      locale,
      // Another function and another object in each render, as in careless apps.
      clientToken: async () => {
        counts.tokens += 1;
        return token;
      },
      appearance: { variables: { fontSize: fontSize ?? '16px' } },
      onReady: () => tell('session ready')(null),
      onError: tell('session error'),
      createSession: (options) => {
        counts.sessions += 1;
        const session = createSession(options);
        Object.assign(window, { lastSession: session });
        return session;
      },
    },
    h(Form, props),
  );
  root.render(h(StrictMode, null, provider));
}

Object.assign(window, {
  harness: {
    version,
    render,
    unmount: () => root.unmount(),
    orphan: () =>
      new Promise((resolve) => {
        const Orphan = () => {
          try {
            useSordino();
          } catch (error) {
            resolve(/** @type {Error} */ (error).message);
          }
          return null;
        };
        createRoot(document.createElement('div')).render(h(Orphan));
      }),
    told: () => told,
    counts: () => counts,
    seen: () => seen,
  },
});
