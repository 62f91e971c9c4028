import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OrgError } from '../org/error.ts';
import { startTestService } from './testing/service.ts';

test('an org that has gone is told at the next probe, one that is there costs no request for it, and both are said in words', async () => {
  const service = await startTestService();
  try {
    const probe = () => service.call('GET', '/readyz', undefined, { authorization: undefined });
    assert.equal((await probe()).status, 200);
    const asked = service.org.requests;
    assert.equal((await probe()).status, 200);
    assert.equal(service.org.requests, asked);

    service.org.down = new OrgError('ECONNREFUSED', 'The org did not answer.', 0);
    const gone = await probe();
    assert.equal(gone.status, 503);
    assert.match(JSON.stringify(gone.body), /org of demo: The org did not answer/);

    service.org.down = undefined;
    assert.equal((await probe()).status, 200);

    // a batch has found the connection revoked: nobody needs to ask again to know
    service.service.context.orgs
      .circuit('demo')
      .fail(Date.now(), { code: 'invalid_grant', message: 'Connect it again.', isDisconnected: true });
    const before = service.org.requests;
    const disconnected = await probe();
    assert.equal(disconnected.status, 503);
    assert.match(JSON.stringify(disconnected.body), /Connect it again/);
    assert.equal(service.org.requests, before);
  } finally {
    await service.stop();
  }
});
