import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { openTestOrg } from '../testOrg.ts';

test('an app’s session ends after two hours without use, its refresh token does not', () => {
  mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 0, 5) });
  const opened = openTestOrg();
  const minutes = (count: number) => mock.timers.tick(count * 60_000);
  try {
    const { tokens } = opened.org;
    const userId = opened.rep.user.Id;
    const { accessToken, refreshToken = '' } = tokens.approve(userId, 'app', ['api', 'refresh_token'], true);
    minutes(90);
    assert.equal(tokens.holder(accessToken)?.userId, userId);
    minutes(119);
    assert.ok(tokens.holder(accessToken));
    minutes(121);
    assert.equal(tokens.holder(accessToken), undefined);
    const approval = tokens.approvalOfRefreshToken(refreshToken);
    assert.deepEqual(approval?.scopes, ['api', 'refresh_token']);
    assert.ok(tokens.holder(tokens.accessTokenOf(approval.id)));
    const own = tokens.accessTokenFor(userId);
    minutes(10_000);
    assert.deepEqual(tokens.holder(own), { userId, scopes: null });
  } finally {
    opened.close();
    mock.timers.reset();
  }
});
