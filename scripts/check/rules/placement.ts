import type { Rule } from '../rule.ts';
import type { MetadataFile } from '../source.ts';
import { childOf } from '../xml.ts';

/** Developer names longer than this are refused; those of parts of an object, and objects, have 40. */
const LONG = new Set([
  'CustomApplication',
  'PermissionSet',
  'FlexiPage',
  'Flow',
  'FlowTest',
  'CustomPermission',
  'CustomNotificationType',
  'ExternalClientApplication',
  'ExternalCredential',
  'ExternalServiceRegistration',
  'ExtlClntAppOauthConfigurablePolicies',
  'ExtlClntAppOauthSettings',
  'NamedCredential',
  'PlatformEventChannelMember',
  'LightningComponentBundle',
]);
const FREE = new Set(['Layout', 'CustomLabels', 'Translations', 'CustomObjectTranslation']);

/** Each file stands where source format looks for it, and its name is one an org takes. */
export const placement: Rule = {
  name: 'metadata-file',
  check({ source }, report) {
    for (const each of source.metadata) {
      const { file, place, root } = each;
      if (root.name !== place.type)
        report(file, root.line, `The file's ending says ${place.type}, its root ${root.name}`);
      const expected = expectedPath(each);
      if (each.inside !== expected) report(file, 1, `Source format looks for it at ${expected}`);
      const fullName = childOf(root, 'fullName');
      if (fullName && fullName.text !== each.name)
        report(file, fullName.line, `fullName is ${fullName.text}, the file's name ${each.name}`);
      const fault = nameFault(each);
      if (fault) report(file, 1, fault);
    }
    const seen = new Map<string, string>();
    for (const { file, place, object, name } of source.metadata) {
      const key = `${place.type}:${object ?? ''}.${name}`.toLowerCase();
      const other = seen.get(key);
      if (other) report(file, 1, `${place.type} ${name} is also at ${other}`);
      seen.set(key, file);
    }
  },
};

function expectedPath({ inside, place, name, object }: MetadataFile): string {
  const base = inside.split('/').at(-1) ?? '';
  if (place.within === 'flat') return `${place.folder}/${base}`;
  if (place.within === 'own') return `${place.folder}/${name}/${base}`;
  if (place.type === 'CustomFieldTranslation') return `${place.folder}/${inside.split('/')[1] ?? ''}/${base}`;
  return `${place.folder}/${object ?? ''}/${place.within.object}/${base}`;
}

function nameFault({ place, name }: MetadataFile): string | undefined {
  if (FREE.has(place.type)) return undefined;
  const plain = name.replace(/__(c|mdt|e|b|x|chn)$/, '');
  if (!/^[A-Za-z]\w*$/.test(plain))
    return `${name} is no developer name: letters, digits and underscores, a letter first`;
  if (plain.includes('__') || plain.endsWith('_')) return `${name} has two underscores in a row, or one at its end`;
  const most = LONG.has(place.type) ? 80 : 40;
  return plain.length > most ? `${name} has ${plain.length} characters, at most ${most} are taken` : undefined;
}
