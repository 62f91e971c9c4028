/** The yardstick: what an Opportunity shows of its conversations, by hand and without any framework. Runs in the page. */
interface Value {
  value?: string | number | boolean | null;
  displayValue?: string;
}
type Node = Record<string, Value | undefined> & { Id: string };
interface Connection {
  edges: { node: Node }[];
  totalCount?: number;
  pageInfo?: { hasNextPage: boolean; endCursor: string };
}
export interface Question {
  query: string;
  variables: Record<string, unknown>;
}
interface Answer {
  data: { uiapi: { query: Record<string, Connection> } };
}

/** Self-contained: its text is what the browser gets. `pages` more of the list are asked for and added, one by one. */
export async function plainPage(first: Question, further: Question[]): Promise<void> {
  const DAY_MS = 86_400_000;
  const SHOWN = { commitments: 4, people: 6, rows: 5 };
  const element = (tag: string, className: string, ...children: (string | HTMLElement)[]): HTMLElement => {
    const made = document.createElement(tag);
    made.className = className;
    made.append(...children);
    return made;
  };
  const text = (node: Node, field: string) => String(node[field]?.displayValue ?? node[field]?.value ?? '');
  const nodes = (connection: Connection | undefined) => (connection?.edges ?? []).map(({ node }) => node);
  const ask = async (question: Question) => {
    const answer = await fetch('/services/data/v67.0/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(question),
    });
    return ((await answer.json()) as Answer).data.uiapi.query;
  };
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
  const section = (title: string, content: HTMLElement) =>
    element('section', 'plain-part', element('h3', 'plain-heading', title), content);

  const card = element('article', 'slds-card plain-card', element('p', '', 'Loading'));
  document.body.appendChild(card);

  const row = (node: Node) => {
    const facts = [text(node, 'Kind__c'), `${Math.round(Number(node.Duration__c?.value) / 60)} mins`];
    const highlights = (node.highlights as unknown as Connection | undefined)?.totalCount;
    const head = element('span', 'plain-head', element('b', 'plain-title', text(node, 'Title__c')));
    head.append(element('span', 'plain-quiet', [...facts, `${highlights} highlights`].join(' · ')));
    const button = element(
      'button',
      'plain-row',
      element('span', 'plain-day', ''),
      element('span', 'plain-words', head),
    );
    button.firstElementChild!.textContent = day.format(new Date(text(node, 'Started_At__c')));
    button.lastElementChild!.append(element('span', 'plain-outcome', text(node, 'Summary__c')));
    return element('li', 'plain-item', button);
  };
  const changes = (deal: Node, last: Node) => {
    const list = element('ul', 'plain-list');
    for (const [label, now, then] of [
      ['Stage', 'StageName', 'Stage_Then__c'],
      ['Amount', 'Amount', 'Amount_Then__c'],
      ['Close date', 'CloseDate', 'Close_Date_Then__c'],
    ] as const)
      if (deal[now]?.value !== last[then]?.value)
        list.append(element('li', '', `${label}: ${text(last, then)} → ${text(deal, now)}`));
    return list;
  };
  const commitment = (node: Node) => {
    const box = element('input', '') as HTMLInputElement;
    box.type = 'checkbox';
    const late = Math.floor((Date.now() - Date.parse(text(node, 'Due__c'))) / DAY_MS);
    const label = element('label', 'plain-words', box, text(node, 'Text__c'));
    const due = late > 0 ? `overdue ${late} days` : text(node, 'Due__c');
    return element(
      'li',
      'plain-head',
      label,
      element('span', '', due),
      element('button', 'slds-button', 'Create task'),
    );
  };
  const people = (participants: Node[], roles: Node[]) => {
    const roleOf = new Map(roles.map((role) => [role.ContactId?.value, text(role, 'Role')]));
    const found = new Map<unknown, { name: string; conversations: Set<unknown>; contact: Value['value'] }>();
    for (const node of participants) {
      const contact = node.Contact__c?.value;
      const key = contact ?? node.Email__c?.value ?? node.Id;
      const one = found.get(key) ?? { name: text(node, 'Name'), conversations: new Set(), contact };
      one.conversations.add(node.Conversation__c?.value);
      found.set(key, one);
    }
    const list = element('ul', 'plain-list');
    const most = [...found.values()].sort(
      (a, b) => b.conversations.size - a.conversations.size || a.name.localeCompare(b.name),
    );
    for (const { name, conversations, contact } of most.slice(0, SHOWN.people)) {
      const link = element('a', '', name) as HTMLAnchorElement;
      link.href = `/lightning/r/Contact/${String(contact)}/view`;
      const role = roleOf.get(contact) ?? 'no role';
      const add = element('button', 'slds-button', 'Add as contact role');
      list.append(element('li', '', link, ` ${conversations.size} conversations ${role} `, add));
    }
    return list;
  };
  const select = (label: string, options: string[]) => {
    const made = element('select', 'slds-select', ...options.map((option) => element('option', '', option)));
    made.setAttribute('aria-label', label);
    return made;
  };

  const answer = await ask(first);
  const [deal] = nodes(answer.opportunity);
  const read = nodes(answer.list);
  // more is read than is shown, until somebody goes on
  const rows = further.length > 0 ? read : read.slice(0, SHOWN.rows);
  const roles = nodes(deal?.OpportunityContactRoles as unknown as Connection | undefined);
  const list = element('ol', 'plain-rows', ...rows.map(row));
  const pulse = `${answer.recent?.totalCount} in 90 days · ${answer.list?.totalCount} in all`;
  const commitments = nodes(answer.commitments).slice(0, SHOWN.commitments).map(commitment);
  const search = element('input', 'slds-input') as HTMLInputElement;
  search.placeholder = 'Search';
  card.replaceChildren(
    element('header', 'plain-head', element('h2', 'plain-heading', 'Conversations'), element('p', '', pulse)),
    ...(deal && rows[0] ? [section('Since the last conversation', changes(deal, rows[0]))] : []),
    section('Open commitments', element('ul', 'plain-list', ...commitments)),
    list,
  );
  // the page shows these once the list stands, too
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const topics = new Set(nodes(answer.index).flatMap((node) => text(node, 'Topics__c').split(';')));
  list.before(
    section('People', people(nodes(answer.people), roles)),
    section('Topics', element('ul', 'plain-list', ...[...topics].map((topic) => element('li', '', topic)))),
    element('div', 'plain-head', select('Kind', ['All', 'Call', 'Meeting']), select('Topic', [...topics]), search),
  );
  for (const question of further) list.append(...nodes((await ask(question)).list).map(row));
  card.dataset.whole = 'true';
}

export const PLAIN_CSS = `
  body { margin: 1rem; font: 0.8125rem/1.5 system-ui, sans-serif; }
  .plain-card { max-width: 47rem; padding: 1rem; }
  .plain-part { display: flex; flex-wrap: wrap; gap: 0 1rem; margin-top: 1rem; }
  .plain-part > :last-child { flex: 999 1 20rem; }
  .plain-heading { flex: 1 1 11rem; font-weight: 700; }
  .plain-head { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; }
  .plain-list, .plain-rows { margin: 0; padding: 0; list-style: none; }
  .plain-item { border-top: 1px solid; }
  .plain-row { display: flex; gap: 0.75rem; width: 100%; min-height: 2.75rem; border: 0; background: none; text-align: start; }
  .plain-day { flex: 0 0 4rem; }
  .plain-words { flex: 1; min-width: 0; }
  .plain-outcome { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
`;
