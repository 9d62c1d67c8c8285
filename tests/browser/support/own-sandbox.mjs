// @ts-check
// A sandbox for one test: for a test that changes more than a reset restores, or that needs a frame
// that the browser has not cached.
import { Control } from './control.mjs';
import { startSandbox } from './sandbox.mjs';

/**
 * Starts a sandbox that ends with the test.
 *
 * @param {import("node:test").TestContext} context
 */
export async function ownSandbox(context) {
  let sandbox = await startSandbox();
  context.after(() => sandbox.stop());
  const { addresses } = sandbox;
  return {
    addresses,
    control: new Control(addresses.control),

    /**
     * @param {string} cardId
     * @returns {Promise<string>}
     */
    token: (cardId) => clientToken(addresses.app, cardId),

    stop: () => sandbox.stop(),
    async restart() {
      sandbox = await startSandbox(addresses);
    },
  };
}

/**
 * Returns a token as the customer's server gets it, by the API key.
 *
 * @param {string} app the origin of the app
 * @param {string} cardId
 * @returns {Promise<string>}
 */
export async function clientToken(app, cardId) {
  const answer = await fetch(new URL('/client-tokens', app), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ for: 'setPaymentCardPin', id: cardId }),
  });
  if (answer.status !== 201)
    throw new Error(`no client token: ${answer.status} ${await answer.text()}`);
  return (await answer.json()).value;
}
