/** https://developer.salesforce.com/docs/platform/lwc/guide/reference-salesforce-modules.html */
declare module '@salesforce/label/*' {
  const text: string;
  export default text;
}
declare module '@salesforce/i18n/lang' {
  /** The user's language, for example `fr`. */
  const lang: string;
  export default lang;
}
declare module '@salesforce/i18n/locale' {
  /** The user's locale, for example `en-GB`. */
  const locale: string;
  export default locale;
}
declare module '@salesforce/i18n/timeZone' {
  /** The user's IANA time zone, for example `Europe/Paris`. */
  const timeZone: string;
  export default timeZone;
}
declare module '@salesforce/i18n/currency' {
  /** The user's ISO 4217 currency, for example `EUR`. */
  const currency: string;
  export default currency;
}
declare module '@salesforce/user/Id' {
  /** 18 characters. */
  const id: string;
  export default id;
}
declare module '@salesforce/client/formFactor' {
  const formFactor: 'Large' | 'Medium' | 'Small';
  export default formFactor;
}
declare module '@salesforce/customPermission/*' {
  /** `true` or undefined, of the viewer. */
  const granted: true | undefined;
  export default granted;
}
declare module '@salesforce/userPermission/*' {
  /** `true` or undefined, of the viewer. */
  const granted: true | undefined;
  export default granted;
}
declare module '@salesforce/schema/*' {
  const reference: { readonly objectApiName: string; readonly fieldApiName: string };
  export default reference;
}
declare module '*.html' {
  const template: object;
  export default template;
}
