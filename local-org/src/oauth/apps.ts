/** The External Client Apps and connected apps that may ask this org for tokens. */
import { randomBytes } from 'node:crypto';
import type { Store } from '../data/store/store.ts';

export interface ConnectedApp {
  name: string;
  /** What the consent page calls it. */
  label: string;
  consumerKey: string;
  consumerSecret: string;
  callbackUrls: string[];
  /** The most that a request may ask for. */
  scopes: string[];
  /** "Require Secret for Web Server Flow" and "… for Refresh Token Flow". */
  requireSecret: boolean;
  /** "Enable Refresh Token Rotation". */
  rotateRefreshTokens: boolean;
}

const DEBRIEF = {
  name: 'Debrief',
  label: 'Debrief',
  scopes: ['api', 'refresh_token', 'offline_access', 'id', 'profile', 'email'],
};

/**
 * The Salesforce CLI's own app is in every org:
 * https://developer.salesforce.com/docs/atlas.en-us.sfdx_cli_reference.meta/sfdx_cli_reference/cli_reference_org_commands_unified.htm
 */
const CLI: ConnectedApp = {
  name: 'Salesforce CLI',
  label: 'Salesforce CLI',
  consumerKey: 'PlatformCLI',
  consumerSecret: '',
  callbackUrls: ['http://localhost:1717/OauthRedirect'],
  scopes: ['refresh_token', 'api', 'web'],
  requireSecret: false,
  rotateRefreshTokens: false,
};

export class ConnectedApps {
  readonly debrief: ConnectedApp;

  /** The key and the secret are made once and kept, as Salesforce does when the app is saved. */
  constructor(store: Store, callbackUrls: string[]) {
    const kept = (name: string, made: () => string): string => {
      const setting = `app:${DEBRIEF.name}:${name}`;
      const known = store.setting(setting);
      if (known !== undefined) return known;
      const value = made();
      store.setSetting(setting, value);
      return value;
    };
    this.debrief = {
      ...DEBRIEF,
      consumerKey: kept('consumerKey', () => `3MVG9${randomBytes(60).toString('base64url')}`),
      consumerSecret: kept('consumerSecret', () => randomBytes(32).toString('hex').toUpperCase()),
      callbackUrls,
      requireSecret: false,
      rotateRefreshTokens: false,
    };
  }

  byKey(consumerKey: string): ConnectedApp | undefined {
    return [this.debrief, CLI].find((app) => app.consumerKey === consumerKey);
  }
}
