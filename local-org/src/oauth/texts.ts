/** The words of the log-in and consent pages; scopes as Salesforce Help, "OAuth Tokens and Scopes", names them. */
import type { FastifyRequest } from 'fastify';

const ENGLISH = {
  login: 'Log in to {0}',
  loginHint: 'This is a local org: it knows no passwords. Choose who logs in to give {0} access.',
  user: 'User',
  logIn: 'Log In',
  consent: 'Allow Access?',
  asks: '{0} is asking to:',
  allowFor: 'Do you want to allow access for {0}?',
  notYou: 'Not you?',
  allow: 'Allow',
  deny: 'Deny',
  revokeHint: 'To revoke access at any time, disconnect in the app.',
  failed: 'We can’t authorize you because of an OAuth error.',
  failedHint: 'Tell whoever runs the app which sent you here:',
  stale: 'This page has been used already, is too old, or is of another browser. Go back to the app and start again.',
  scope_api: 'Manage user data via APIs',
  scope_refresh: 'Perform requests at any time',
  scope_id: 'Access the identity URL service',
  scope_web: 'Manage user data via Web browsers',
};
type Key = keyof typeof ENGLISH;

const FRENCH: Record<Key, string> = {
  login: 'Connexion à {0}',
  loginHint:
    'Ceci est une organisation locale : elle ne connaît pas de mots de passe. Choisissez qui se connecte pour donner accès à {0}.',
  user: 'Utilisateur',
  logIn: 'Se connecter',
  consent: 'Autoriser l’accès ?',
  asks: '{0} demande à :',
  allowFor: 'Voulez-vous autoriser l’accès pour {0} ?',
  notYou: 'Ce n’est pas vous ?',
  allow: 'Autoriser',
  deny: 'Refuser',
  revokeHint: 'Pour révoquer l’accès à tout moment, déconnectez-vous dans l’application.',
  failed: 'Nous ne pouvons pas vous autoriser en raison d’une erreur OAuth.',
  failedHint: 'Dites à la personne qui gère l’application d’où vous venez :',
  stale:
    'Cette page a déjà servi, est trop ancienne ou vient d’un autre navigateur. Retournez à l’application et recommencez.',
  scope_api: 'Gérer les données utilisateur via des API',
  scope_refresh: 'Effectuer des demandes à tout moment',
  scope_id: 'Accéder au service d’URL d’identité',
  scope_web: 'Gérer les données utilisateur via des navigateurs Web',
};

const WORDS_OF_SCOPES: Record<string, Key> = {
  api: 'scope_api',
  refresh_token: 'scope_refresh',
  offline_access: 'scope_refresh',
  id: 'scope_id',
  profile: 'scope_id',
  email: 'scope_id',
  web: 'scope_web',
};

export type Language = 'en' | 'fr';

/** The first language that the browser asks for and these pages have. */
export function languageOf(request: FastifyRequest): Language {
  const asked = (request.headers['accept-language'] ?? '').split(',').map((part) => part.trim().slice(0, 2));
  return asked.find((tag) => tag === 'fr' || tag === 'en') === 'fr' ? 'fr' : 'en';
}

export function text(language: Language, key: Key, ...values: string[]): string {
  const table = language === 'fr' ? FRENCH : ENGLISH;
  return table[key].replace(/\{(\d)\}/g, (_all, index: string) => values[Number(index)] ?? '');
}

/** Each thing that the scopes allow, once, in words. */
export function scopesInWords(language: Language, scopes: string[]): string[] {
  return [...new Set(scopes.flatMap((scope) => WORDS_OF_SCOPES[scope] ?? []))].map((key) => text(language, key));
}
