import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';

/** Domains where anybody may have an address: they say nothing about whose company it is. */
const PUBLIC_MAIL_DOMAINS = new Set(
  (
    'aol.com bluewin.ch comcast.net free.fr gmail.com gmx.com gmx.de gmx.net googlemail.com hotmail.co.uk hotmail.com ' +
    'hotmail.fr icloud.com laposte.net libero.it live.com mac.com mail.com mail.ru me.com msn.com naver.com orange.fr ' +
    'outlook.com outlook.fr proton.me protonmail.com qq.com sfr.fr t-online.de wanadoo.fr web.de yahoo.co.uk ' +
    'yahoo.com yahoo.fr yandex.ru ymail.com 163.com'
  ).split(' '),
);

export function normaliseEmail(email: string | null | undefined): string | undefined {
  const text = email?.trim().toLowerCase();
  return text?.includes('@') ? text : undefined;
}

/** The domain of a company's own address; undefined for public mail services. */
export function companyDomain(email: string | null | undefined): string | undefined {
  const domain = normaliseEmail(email)?.split('@').pop();
  return domain && !PUBLIC_MAIL_DOMAINS.has(domain) ? domain : undefined;
}

const EXTENSION = /[\s,;.]*(?:;ext=|ext(?:ension|\.)?|poste|durchwahl|x|#)\s*\d{1,6}\s*$/i;

/** E.164, read in `country` where the number has no international prefix; undefined for what is no number. */
export function toE164(phone: string | null | undefined, country: string): string | undefined {
  if (!phone) return undefined;
  const parsed = parsePhoneNumberFromString(phone.replace(EXTENSION, ''), country.toUpperCase() as CountryCode);
  return parsed?.isPossible() ? parsed.number : undefined;
}

/** The digits of a number as written, without its extension. */
export function phoneDigits(phone: string | null | undefined): string {
  return (phone ?? '').replace(EXTENSION, '').replace(/\D/g, '');
}

/**
 * The last seven digits of a number without its extension: the same in local and international forms, so rows can be
 * found before it is known which country they are to be read in.
 */
export function phoneTail(phone: string | null | undefined): string | undefined {
  const digits = phoneDigits(phone);
  return digits.length >= 7 ? digits.slice(-7) : undefined;
}

/** Numbers written in free text: a Task's subject, its description. */
export const PHONE_IN_TEXT = /\+?\(?\d[\d\s().-]{5,20}\d/g;
