import { bootstrapApplication } from '@angular/platform-browser';

import { App } from './app';
import { CONFIG } from './config';

const config = await (await fetch('/config.json')).json();
await bootstrapApplication(App, { providers: [{ provide: CONFIG, useValue: config }] });
