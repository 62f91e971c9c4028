import type { Report } from '../finding.ts';
import type { Rule } from '../rule.ts';
import type { MetadataFile, PackageSource } from '../source.ts';
import { childOf, textOf } from '../xml.ts';

const PARTS = ['ExtlClntAppOauthSettings', 'ExtlClntAppOauthConfigurablePolicies', 'ExtlClntAppConfigurablePolicies'];

/** Metadata API Developer Guide, "ExtlClntAppOauthSettings": scopes by the names that metadata has for them. */
const SCOPES = new Set(
  `Address Api Basic CDP CDPCalculatedInsight CDPIdentityResolution CDPIngest CDPProfile CDPQuery CDPSegment Chatbot
   Chatter Content CustomApplications CustomPermissions DataCloudUserClaims Eclair EinsteinGPT Email ForgotPassword Full
   Interaction Lightning MCP OfflineAccess OpenID Pardot Phone Profile PwdlessLogin RefreshToken SCRT SFApiPlatform
   UserRegistration Wave Web`.split(/\s+/),
);

/** External client apps: each part belongs to an app, has known scopes and sets, and none holds a secret. */
export const clientApps: Rule = {
  name: 'client-app',
  check({ source }, report) {
    for (const { file, root } of source.of('ExtlClntAppGlobalOauthSettings'))
      report(
        file,
        root.line,
        'Consumer key and secret stand in these settings: each org has its own, and no file of ours',
      );
    for (const { file, root, name } of source.of('ExternalClientApplication')) {
      if (!textOf(root, 'contactEmail')) report(file, root.line, 'contactEmail is missing');
      const state = childOf(root, 'distributionState');
      // Salesforce Help, "Package an External Client App": others stay in the org that they were made in
      if (state?.text !== 'Packaged')
        report(
          file,
          state?.line ?? root.line,
          'Only an app whose distributionState is Packaged can be deployed to other orgs',
        );
      const settings = source.of('ExtlClntAppOauthSettings').filter((each) => appOf(each) === name);
      if (settings.length !== 1) report(file, root.line, `${name} has ${settings.length} OAuth settings, not one`);
    }
    for (const part of PARTS.flatMap((type) => source.of(type))) {
      const app = childOf(part.root, 'externalClientApplication');
      if (!source.of('ExternalClientApplication').some(({ name }) => name === app?.text))
        report(part.file, app?.line ?? part.root.line, `There is no external client app ${app?.text ?? ''}`);
    }
    for (const each of source.of('ExtlClntAppOauthSettings')) scopes(each, report);
    for (const each of source.of('ExtlClntAppOauthConfigurablePolicies')) policies(each, source, report);
  },
};

function appOf({ root }: MetadataFile): string {
  return textOf(root, 'externalClientApplication') ?? '';
}

function scopes({ file, root }: MetadataFile, report: Report): void {
  const element = childOf(root, 'commaSeparatedOauthScopes');
  const named = listed(element?.text);
  for (const scope of named) if (!SCOPES.has(scope)) report(file, element?.line ?? root.line, `${scope} is no scope`);
  if (named.includes('Full')) report(file, element?.line ?? root.line, 'Full gives more than any one app needs');
}

function policies({ file, root }: MetadataFile, source: PackageSource, report: Report): void {
  const permitted = childOf(root, 'permittedUsersPolicyType');
  const sets = childOf(root, 'commaSeparatedPermissionSet');
  for (const set of listed(sets?.text))
    if (!source.of('PermissionSet').some(({ name }) => name === set))
      report(file, sets?.line ?? root.line, `There is no permission set ${set}`);
  if (permitted?.text === 'AdminApprovedPreAuthorized' && !sets && !childOf(root, 'commaSeparatedProfile'))
    report(file, permitted.line, 'Nobody is authorized beforehand: name a permission set');
  const lasting = childOf(root, 'refreshTokenPolicyType');
  if (lasting?.text.startsWith('Specific') && !textOf(root, 'refreshTokenValidityPeriod'))
    report(file, lasting.line, `${lasting.text} needs refreshTokenValidityPeriod and its unit`);
}

function listed(text = ''): string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}
