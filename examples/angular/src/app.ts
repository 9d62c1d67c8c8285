import {
  Component,
  CUSTOM_ELEMENTS_SCHEMA,
  type ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { type ClientToken, SordinoError } from 'sordino';
import type { SordinoSessionElement } from 'sordino/elements';
import 'sordino/elements';

import { CONFIG } from './config';

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <main>
      <h1>Set a PIN</h1>
      <form (submit)="setPin($event)">
        <sordino-session #host [frameUrl]="config.frameUrl" [clientToken]="clientToken">
          <sordino-field kind="pin"></sordino-field>
          <sordino-field kind="pinConfirm"></sordino-field>
        </sordino-session>
        <button>Set PIN</button>
      </form>
      <p id="result" role="status">{{ result() }}</p>
    </main>
  `,
})
export class App {
  readonly config = inject(CONFIG);
  readonly result = signal('');
  readonly host = viewChild.required<ElementRef<SordinoSessionElement>>('host');

  readonly clientToken = async (): Promise<ClientToken> =>
    (await fetch('/client-tokens', { method: 'POST' })).json();

  async setPin(event: Event): Promise<void> {
    event.preventDefault();
    const { paymentCardId } = this.config;
    try {
      const done = await this.host().nativeElement.session?.setPaymentCardPin({ paymentCardId });
      this.result.set(`The PIN of the card ending in ${done?.last4} is set.`);
    } catch (error) {
      if (!(error instanceof SordinoError)) throw error;
      this.result.set(error.code === 'invalid-fields' ? '' : `That did not work: ${error.code}`);
    }
  }
}
