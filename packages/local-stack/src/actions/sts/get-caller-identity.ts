import { defineAction } from "../common/define-action.ts";
import { parseArn, roleId, STS_VERSION, sessionArn } from "./role-arn.ts";

/** The user that the stack's own key belongs to. */
const USER = { id: "200000000000000001", name: "local" };

/** GetCallerIdentity: the owner of the key that signed the request. */
export const getCallerIdentity = defineAction({
  name: "GetCallerIdentity",
  version: STS_VERSION,
  writes: false,
  parameters: {},
  errors: [],
  find() {},
  handle(stack, _values, _found, caller) {
    const AccountId = String(stack.accountId);
    const credential = stack.credentials.get(caller.accessKeyId);
    if (credential === undefined) {
      return {
        IdentityType: "RAMUser",
        AccountId,
        PrincipalId: USER.id,
        UserId: USER.id,
        Arn: `acs:ram::${AccountId}:user/${USER.name}`,
      };
    }
    const { roleArn, sessionName } = credential;
    const RoleId = roleId(parseArn(roleArn)?.name);
    return {
      IdentityType: "AssumedRoleUser",
      AccountId,
      PrincipalId: `${RoleId}:${sessionName}`,
      RoleId,
      Arn: sessionArn(roleArn, sessionName),
    };
  },
});
