import { componentMeta } from '../componentMeta.ts';
import type { Report } from '../finding.ts';
import type { Context, Rule } from '../rule.ts';
import type { MetadataFile } from '../source.ts';
import { childOf, childrenOf, textOf } from '../xml.ts';

/** Tabs of the platform that every org with sales has. */
export const STANDARD_TABS = new Set(
  `standard-home standard-Account standard-Contact standard-Lead standard-Opportunity standard-Event standard-Task
   standard-report standard-Dashboard standard-File standard-ContentNote standard-Campaign standard-Case
   standard-Feed standard-CollaborationGroup standard-ForecastingItem`.split(/\s+/),
);
/** What the icon of a tab is called: a number, and a name that must go with it. */
const MOTIF = /^Custom([1-9]\d?|100): .+$/;

/** Apps and tabs point at tabs, objects and pages that are there. */
export const apps: Rule = {
  name: 'app',
  check(context, report) {
    for (const file of context.source.of('CustomTab')) tab(file, context, report);
    for (const file of context.source.of('CustomApplication')) app(file, context, report);
  },
};

function tab({ file, name, root }: MetadataFile, { source, schema }: Context, report: Report): void {
  const motif = childOf(root, 'motif');
  if (!motif) report(file, root.line, 'motif is missing');
  else if (!MOTIF.test(motif.text)) report(file, motif.line, `${motif.text} is no motif, such as Custom71: Headset`);
  const kinds = ['customObject', 'flexiPage', 'lwcComponent', 'page', 'url', 'auraComponent'].filter(
    (kind) => textOf(root, kind) && textOf(root, kind) !== 'false',
  );
  if (kinds.length !== 1)
    report(file, root.line, `A tab shows one thing, this one shows ${kinds.join(' and ') || 'nothing'}`);
  if (kinds.includes('customObject')) {
    if (!schema.object(name)) report(file, root.line, `There is no object ${name}`);
    if (childOf(root, 'label')) report(file, root.line, "The tab of an object takes the object's label");
  } else if (!textOf(root, 'label')) report(file, root.line, 'label is missing');
  const page = childOf(root, 'flexiPage');
  const shown = page && source.of('FlexiPage').find((each) => each.name === page.text);
  if (page && !shown) report(file, page.line, `There is no page ${page.text}`);
  else if (page && shown && textOf(shown.root, 'type') !== 'AppPage')
    report(
      file,
      page.line,
      `A tab shows an AppPage, ${page.text} is a ${textOf(shown.root, 'type') ?? 'page of no type'}`,
    );
  const component = childOf(root, 'lwcComponent');
  const bundle = component && source.bundles.find((each) => each.name === component.text);
  if (component && !bundle) report(file, component.line, `There is no component ${component.text}`);
  // LWC Developer Guide, "Add Components to Custom Tabs"
  if (component && bundle && !componentMeta(source, bundle)?.targets.has('lightning__Tab'))
    report(file, component.line, `${component.text} has no target lightning__Tab`);
}

function app({ file, root }: MetadataFile, { source, schema }: Context, report: Report): void {
  const tabs = childrenOf(root, 'tabs');
  for (const each of tabs)
    if (!STANDARD_TABS.has(each.text) && !source.of('CustomTab').some(({ name }) => name === each.text))
      report(file, each.line, `There is no tab ${each.text}`);
  const landing = childOf(root, 'defaultLandingTab');
  if (landing && !tabs.some(({ text }) => text === landing.text))
    report(file, landing.line, `The landing tab ${landing.text} is not among the app's tabs`);
  const utility = childOf(root, 'utilityBar');
  if (utility && !source.of('FlexiPage').some(({ name }) => name === utility.text))
    report(file, utility.line, `There is no page ${utility.text}`);
  const factors = new Set(childrenOf(root, 'formFactors').map(({ text }) => text));
  const seen = new Set<string>();
  for (const override of [...childrenOf(root, 'actionOverrides'), ...childrenOf(root, 'profileActionOverrides')]) {
    const object = textOf(override, 'pageOrSobjectType') ?? '';
    const factor = textOf(override, 'formFactor') ?? '';
    const action = textOf(override, 'actionName') ?? '';
    const key = [object, action, factor, textOf(override, 'recordType'), textOf(override, 'profile')]
      .filter(Boolean)
      .join(' ');
    // a home page overrides the action Tab of standard-home
    const wanted = object.startsWith('standard-') ? 'Tab' : 'View';
    if (textOf(override, 'type') === 'Flexipage' && action !== wanted)
      report(file, override.line, `A page overrides the action ${wanted} of ${object}, not ${action}`);
    if (seen.has(key)) report(file, override.line, `${key} is overridden twice`);
    seen.add(key);
    if (!factors.has(factor)) report(file, override.line, `The app is not for the form factor ${factor}`);
    if (!object.startsWith('standard-') && !schema.object(object))
      report(file, override.line, `There is no object ${object}`);
    const page = source.of('FlexiPage').find(({ name }) => name === textOf(override, 'content'));
    if (!page) report(file, override.line, `There is no page ${textOf(override, 'content') ?? ''}`);
    else if (schema.object(object) && textOf(page.root, 'sobjectType') !== object)
      report(file, override.line, `The page ${page.name} is not for ${object}`);
  }
}
