import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStack, startLocalStack } from "../../local-stack.ts";
import { send } from "../../testing/client.ts";
import { newStack, run } from "../../testing/stack.ts";
import { isJsonObject } from "../../wire/json.ts";

const ROLE = { RoleArn: "acs:ram::1000000000000001:role/reader", RoleSessionName: "session" };
const STS = { Version: "2015-04-01" };

interface Credentials {
  readonly AccessKeyId: string;
  readonly AccessKeySecret: string;
  readonly SecurityToken: string;
  readonly Expiration: string;
}

let stack: LocalStack;
beforeAll(async () => {
  stack = await startLocalStack();
});
afterAll(() => stack.close());

const assumeRole = async (parameters: Record<string, string> = {}) => {
  const { body } = await send(stack, "AssumeRole", { ...ROLE, ...parameters }, { common: STS });
  return { body, credentials: body.Credentials as Credentials };
};
const sendWith = (key: Credentials, action: string, parameters = {}, version?: string) =>
  send(stack, action, parameters, {
    secret: key.AccessKeySecret,
    common: {
      AccessKeyId: key.AccessKeyId,
      SecurityToken: key.SecurityToken,
      ...(version !== undefined && { Version: version }),
    },
  });

describe("AssumeRole", () => {
  it("gives a key for the role that requests can be signed with", async () => {
    const { body, credentials } = await assumeRole();
    expect(body.AssumedRoleUser).toMatchObject({
      Arn: "acs:ram::1000000000000001:assumed-role/reader/session",
      AssumedRoleId: expect.stringMatching(/^3\d{17}:session$/),
    });
    const answer = await sendWith(credentials, "DescribeImages", { RegionId: stack.region });
    expect(answer.status).toBe(200);
  });

  it("gives a key that lasts an hour, or as long as requested, by the stack's clock", () => {
    const fresh = newStack();
    const expiration = (sent = {}) => {
      const { Credentials } = run(fresh, "AssumeRole", { ...ROLE, ...sent });
      return isJsonObject(Credentials) ? Credentials.Expiration : undefined;
    };
    expect(expiration()).toBe("2026-01-01T01:00:00Z");
    expect(expiration({ DurationSeconds: 900 })).toBe("2026-01-01T00:15:00Z");
  });

  it("gives every time another key", async () => {
    const [first, second] = [await assumeRole(), await assumeRole()];
    for (const name of ["AccessKeyId", "AccessKeySecret", "SecurityToken"] as const) {
      expect(first.credentials[name]).not.toBe(second.credentials[name]);
    }
  });

  it("is not known to the version of another API", async () => {
    const { status, body } = await send(stack, "AssumeRole", ROLE);
    expect([status, body.Code]).toEqual([404, "InvalidAction.NotFound"]);
  });
});

describe("GetCallerIdentity", () => {
  it("names the user whom the stack's own key belongs to", async () => {
    const { body } = await send(stack, "GetCallerIdentity", {}, { common: STS });
    expect(body).toMatchObject({
      IdentityType: "RAMUser",
      AccountId: "1000000000000001",
      Arn: "acs:ram::1000000000000001:user/local",
    });
    expect(body.UserId).toBe(body.PrincipalId);
  });

  it("names the role of a temporary key", async () => {
    const { body: assumed, credentials } = await assumeRole();
    const { body } = await sendWith(credentials, "GetCallerIdentity", {}, STS.Version);
    const { AssumedRoleId, Arn } = assumed.AssumedRoleUser as Record<string, string>;
    expect(body).toMatchObject({ IdentityType: "AssumedRoleUser", PrincipalId: AssumedRoleId, Arn });
    expect(AssumedRoleId).toBe(`${body.RoleId}:session`);
  });
});

describe("ListResourceGroup", () => {
  it("finds a resource set and its organization by name", async () => {
    const { body } = await send(
      stack,
      "ListResourceGroup",
      { resourceGroupName: "ResourceSet(local)" },
      { common: { Version: "2019-05-10" } },
    );
    expect(body).toMatchObject({
      code: "200",
      success: true,
      data: [{ id: 1, organizationID: 1, resourceGroupName: "ResourceSet(local)" }],
      pageInfo: { total: 1, totalPage: 1 },
    });
  });

  it("returns all sets page by page when no name is given", () => {
    const page = (currentPage: number) =>
      run(newStack(), "ListResourceGroup", { currentPage, pageSize: 1 }).data;
    expect([page(1), page(2), page(3)]).toMatchObject([[{ id: 1 }], [{ id: 2 }], []]);
  });

  it("gives an empty list for a name or an organization that is not there", () => {
    expect(run(newStack(), "ListResourceGroup", { resourceGroupName: "none" }).data).toEqual([]);
    expect(run(newStack(), "ListResourceGroup", { organizationId: 7 }).data).toEqual([]);
  });
});

describe("DescribeRegions", () => {
  it("lists two regions, both served where the request was sent to", async () => {
    const { body } = await send(stack, "DescribeRegions");
    const endpoint = { RegionEndpoint: new URL(stack.endpoint).host };
    expect(body.Regions).toMatchObject({
      Region: [
        { RegionId: "cn-local-env01-d01", ...endpoint },
        { RegionId: "cn-local-env02-d01", ...endpoint },
      ],
    });
  });
});
