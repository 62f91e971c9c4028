import { objectLabels } from '../src/data/describe/labels.ts';
import type { Org, Session } from '../src/data/types.ts';
import type { PermissionsInUse } from './build/scoped.ts';
import { labelsFor } from './labels.ts';
import { internationalization, languageOf } from './locale.ts';
import { type Utility, utilitiesFor } from './placing.ts';
import { Rows } from '../src/uiapi/rows.ts';
import { type Theme, THEMES } from './theme.ts';

/** The shell's surroundings: app, tabs, who may look. */
export interface Frame {
  appName: string;
  tabs: { key: string; label: string; url: string }[];
  /** An admin may use Debrief's set-up; everyone else looks as a rep. */
  users: { id: string; name: string; role: 'admin' | 'rep'; language: string; current: boolean }[];
  theme: Theme;
  themes: readonly Theme[];
  utilities: Utility[];
}

/** The page's `viewer` data: what `@salesforce/…` modules read. No token, no rights beyond those that components ask for. */
export function viewerData(org: Org, session: Session, permissions: PermissionsInUse) {
  const { user, access } = session;
  return {
    user: { id: user.Id, name: user.Name, profile: user.profile, language: languageOf(user) },
    i18n: internationalization(user, new Rows(org, session).currency()),
    labels: labelsFor(org, user.LanguageLocaleKey),
    userPermissions: [...permissions.userPermission].filter((name) => access.hasUserPermission(name)),
    customPermissions: [...permissions.customPermission].filter((name) => access.hasCustomPermission(name)),
  };
}

function tabsFor(org: Org, session: Session): Frame['tabs'] {
  const { metadata, schema } = org;
  const { access } = session;
  const translated = metadata.tabLabels?.get(session.user.LanguageLocaleKey);
  const names = metadata.apps[0]?.tabs ?? ['standard-home', 'standard-Opportunity', 'standard-Account'];
  return names.flatMap((name): Frame['tabs'] => {
    if (name === 'standard-home') return [{ key: 'home', label: '', url: '/lightning/page/home' }];
    if (access.tab(name) !== 'Visible') return [];
    const object = schema.object(name.replace(/^standard-/, ''));
    if (object) {
      if (!access.canRead(object.name)) return [];
      const label = objectLabels(session, object).labelPlural;
      return [{ key: object.name, label, url: `/lightning/o/${object.name}/list` }];
    }
    const tab = metadata.tabs.find((one) => one.name === name);
    return tab ? [{ key: name, label: translated?.get(name) ?? tab.label, url: `/lightning/n/${name}` }] : [];
  });
}

export function frameFor(org: Org, session: Session, theme: Theme): Frame {
  const [app] = org.metadata.apps;
  const language = session.user.LanguageLocaleKey;
  return {
    appName: (app && org.metadata.appLabels?.get(language)?.get(app.name)) ?? app?.label ?? 'Local org',
    tabs: tabsFor(org, session),
    users: org
      .users()
      .filter(({ IsActive, profile }) => IsActive && profile !== 'Minimum Access - Salesforce')
      .map((user) => ({
        id: user.Id,
        name: user.Name,
        role: org.sessionFor(user.Username).access.hasCustomPermission('Debrief_Admin')
          ? ('admin' as const)
          : ('rep' as const),
        language: languageOf(user),
        current: user.Id === session.user.Id,
      })),
    theme,
    themes: THEMES,
    utilities: utilitiesFor(org, session),
  };
}
