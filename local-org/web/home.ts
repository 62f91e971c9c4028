import type { ObjectSchema } from '../src/metadata/types.ts';
import type { Row, Rows } from '../src/uiapi/rows.ts';
import { cellOf, fieldsNamed, recordUrl, titleOf } from './cells.ts';
import { presentationOf } from './presentation.ts';

export interface HomeRow {
  id: string;
  url: string;
  title: string;
  /** What stands under the title: when, who, how much. */
  facts: string[];
}
/** Rows under a heading of their own, where the card has several. */
export interface HomeGroup {
  key: 'all' | 'next' | 'past';
  rows: HomeRow[];
}
export interface HomeCard {
  key: 'meetings' | 'calls' | 'deals' | 'conversations';
  icon: string;
  listUrl: string;
  total: number;
  groups: HomeGroup[];
}

const SHOWN = 6;
/** Of these, at most so many that lie ahead: a rep also looks for the meeting that has just ended. */
const AHEAD = 3;

interface CardPlan {
  key: HomeCard['key'];
  /** Where it is not the object's own. */
  icon?: string;
  object: string;
  where: Record<string, unknown>;
  mine: boolean;
  by: string;
  order: 'ASC' | 'DESC';
  facts: string[];
  /** What lies ahead comes first, the nearest on top; then what is over, the latest on top. */
  byTime?: true;
}

/** A viewer's own work: what they met, whom they called, which deals are open, and what was said last. */
const CARDS: CardPlan[] = [
  {
    key: 'meetings',
    object: 'Event',
    where: {},
    mine: true,
    by: 'StartDateTime',
    order: 'DESC',
    facts: ['StartDateTime', 'WhoId', 'WhatId'],
    byTime: true,
  },
  {
    key: 'deals',
    object: 'Opportunity',
    where: { IsClosed: { eq: false } },
    mine: true,
    by: 'CloseDate',
    order: 'ASC',
    facts: ['StageName', 'Amount', 'CloseDate'],
  },
  {
    key: 'calls',
    icon: 'standard:log_a_call',
    object: 'Task',
    where: { TaskSubtype: { eq: 'Call' } },
    mine: true,
    by: 'ActivityDate',
    order: 'DESC',
    facts: ['ActivityDate', 'WhoId', 'WhatId'],
  },
  {
    key: 'conversations',
    object: 'Conversation__c',
    where: {},
    mine: false,
    by: 'Started_At__c',
    order: 'DESC',
    facts: ['Kind__c', 'Started_At__c', 'Account__c'],
  },
];

function rowOf(rows: Rows, row: Row, facts: string[]): HomeRow {
  const id = String(row.values['Id']);
  const texts = fieldsNamed(rows, row.object, facts).map((field) => cellOf(rows, row, field).text);
  return { id, url: recordUrl(row.object.name, id), title: titleOf(rows, row), facts: texts.filter(Boolean) };
}

function cardOf(rows: Rows, object: ObjectSchema, plan: CardPlan): HomeCard {
  const [by] = fieldsNamed(rows, object, [plan.by]);
  const { where, mine } = plan;
  const find = (more: Record<string, unknown>, order: CardPlan['order'], limit: number): HomeRow[] =>
    rows
      .find(object, {
        where: { ...where, ...more },
        mine,
        order: by ? [{ column: `t."${by.name}"`, order, nulls: 'LAST' }] : [],
        limit,
        offset: 0,
      })
      .map((row) => rowOf(rows, row, plan.facts));
  const grouped = (): HomeGroup[] => {
    if (!plan.byTime || !by) return [{ key: 'all', rows: find({}, plan.order, SHOWN) }];
    const today = { literal: 'TODAY' };
    const next = find({ [by.name]: { gte: today } }, 'ASC', AHEAD);
    const past = find({ [by.name]: { lt: today } }, 'DESC', SHOWN - next.length);
    return [
      { key: 'next', rows: next },
      { key: 'past', rows: past },
    ];
  };
  return {
    key: plan.key,
    icon: plan.icon ?? presentationOf(object.name).icon,
    listUrl: `/lightning/o/${object.name}/list`,
    total: rows.count(object, { where, mine }),
    groups: grouped().filter((group) => group.rows.length > 0),
  };
}

/** Cards of objects that the viewer cannot read are absent. */
export function homeCards(rows: Rows): HomeCard[] {
  return CARDS.flatMap((plan) => {
    const object = rows.session.schema.object(plan.object);
    return object && rows.session.access.canRead(object.name) ? [cardOf(rows, object, plan)] : [];
  });
}
