import { InjectionToken } from '@angular/core';

export const CONFIG = new InjectionToken<{ frameUrl: string; paymentCardId: string }>('config');
