import CURRENCY from '@salesforce/i18n/currency';
import LANG from '@salesforce/i18n/lang';
import LOCALE from '@salesforce/i18n/locale';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import type { Viewer } from './format';

export const viewer: Viewer = { language: LANG, locale: LOCALE, timeZone: TIME_ZONE, currency: CURRENCY };
