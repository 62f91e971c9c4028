import type { Row } from '../store/store.ts';
import { toSql } from '../store/store.ts';
import type { Change, Rule, RuleOrg } from './rule.ts';

/** Object Reference, Opportunity: the stage sets IsClosed, IsWon, the forecast category and the default probability. */
export const opportunity: Rule = {
  before(change, org) {
    const { next, old, given, now } = change;
    const stageChanged = old === null || old['StageName'] !== next['StageName'];
    if (stageChanged) applyStage(change, org);
    if (stageChanged && old !== null) next['LastStageChangeDate'] = now;
    if (given.has('ForecastCategoryName'))
      next['ForecastCategory'] = categoryOf(next['ForecastCategoryName'], org) ?? next['ForecastCategory'] ?? null;
    const amount = next['Amount'];
    const probability = next['Probability'];
    next['ExpectedRevenue'] =
      typeof amount === 'number' && typeof probability === 'number' ? Math.round(amount * probability) / 100 : null;
    applyCloseDate(next, old);
  },
};

function applyStage({ next, given }: Change, org: RuleOrg): void {
  const stage = org.store
    .statement('SELECT * FROM "OpportunityStage" WHERE ApiName = ?')
    .get(toSql(next['StageName'])) as Row | undefined;
  next['IsClosed'] = stage?.['IsClosed'] ?? 0;
  next['IsWon'] = stage?.['IsWon'] ?? 0;
  next['ForecastCategory'] = stage?.['ForecastCategory'] ?? 'Pipeline';
  if (!given.has('ForecastCategoryName')) next['ForecastCategoryName'] = stage?.['ForecastCategoryName'] ?? 'Pipeline';
  if (!given.has('Probability')) next['Probability'] = stage?.['DefaultProbability'] ?? 0;
}

function categoryOf(name: Row[string] | undefined, org: RuleOrg): Row[string] {
  const stage = org.store
    .statement('SELECT ForecastCategory FROM "OpportunityStage" WHERE ForecastCategoryName = ? LIMIT 1')
    .get(toSql(name));
  return (stage?.['ForecastCategory'] as string | undefined) ?? null;
}

function applyCloseDate(next: Row, old: Row | null): void {
  const [year = 0, month = 1] = String(next['CloseDate']).split('-').map(Number);
  // The org's fiscal year starts in January.
  next['FiscalYear'] = year;
  next['FiscalQuarter'] = Math.ceil(month / 3);
  next['Fiscal'] = `${year} ${next['FiscalQuarter']}`;
  const before = old?.['CloseDate'];
  if (typeof before !== 'string') return;
  const pushed = String(next['CloseDate']).slice(0, 7) > before.slice(0, 7);
  if (pushed) next['PushCount'] = Number(old?.['PushCount'] ?? 0) + 1;
}

/** Object Reference, OpportunityContactRole: an opportunity has at most one primary contact. */
export const opportunityContactRole: Rule = {
  after({ next, object }, { store }) {
    if (!next['IsPrimary']) return;
    store
      .statement(`UPDATE "${object.name}" SET IsPrimary = 0 WHERE OpportunityId = ? AND Id <> ? AND IsPrimary = 1`)
      .run(next['OpportunityId'] as string, next['Id'] as string);
  },
};
