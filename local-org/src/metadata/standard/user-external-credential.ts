// Salesforce Help, "Enable External Credential Principals": help.salesforce.com/s/articleView?id=xcloud.nc_enable_ext_cred_principal.htm
import { audit, isDeleted, recordId, standardObject } from './define.ts';

/** Who may read it may call out with an external credential. It holds no records here: the key prefix is this org's own. */
export const userExternalCredential = standardObject(
  {
    name: 'UserExternalCredential',
    label: 'User External Credential',
    labelPlural: 'User External Credentials',
    keyPrefix: '0uE',
  },
  [recordId('User External Credential ID'), isDeleted(), ...audit()],
);
