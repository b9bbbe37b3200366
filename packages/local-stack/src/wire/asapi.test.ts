import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { type LocalStack, startLocalStack } from "../local-stack.ts";
import { administer, send } from "../testing/client.ts";

let stack: LocalStack;
beforeAll(async () => {
  stack = await startLocalStack({ asapi: true });
});
afterAll(() => stack.close());
beforeEach(async () => {
  await administer(stack, "POST", "reset");
});

const images = (parameters: Record<string, string> = {}, Format = "JSON") =>
  send(stack, "DescribeImages", { RegionId: stack.region, ...parameters }, { common: { Format } });

describe("an answer of the ASAPI gateway", () => {
  it("says that it is a success, beside what it is", async () => {
    const { status, body, headers } = await images();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      TotalCount: 1,
      RequestId: body.asapiRequestId,
      asapiSuccess: true,
      asapiRequestId: headers.get("x-acs-request-id"),
      eagleEyeTraceId: headers.get("x-acs-trace-id"),
      redirect: false,
      pureListData: false,
    });
    expect(body).not.toHaveProperty("asapiErrorCode");
  });

  it("says that it is a failure, beside what the service says of it", async () => {
    const { status, body } = await images({ PageSize: "101" });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      Code: "InvalidParameter",
      Message: body.asapiErrorMessage,
      asapiSuccess: false,
      asapiErrorCode: "InvalidParameter",
      errorCode: "InvalidParameter",
      errorMessage: body.Message,
    });
  });

  it("says so in XML, too", async () => {
    expect((await images({}, "XML")).text).toContain("<asapiSuccess>true</asapiSuccess>");
    const failure = await images({ PageSize: "0" }, "XML");
    expect(failure.text).toMatch(/<asapiSuccess>false<.*<asapiErrorCode>InvalidParameter</);
  });

  it("carries the trace that the request carries", async () => {
    const url = `${stack.endpoint}/asapi/v3/?Action=DescribeImages&Version=2014-05-26&Format=JSON`;
    const response = await fetch(url, { headers: { "EagleEye-TraceId": "trace-1" } });
    expect(await response.json()).toMatchObject({ asapiSuccess: false, eagleEyeTraceId: "trace-1" });
  });

  it("has only those fields of an image that the ECS of Apsara Stack knows", async () => {
    const { body } = await images();
    const [image = {}] = (body.Images as { Image: object[] }).Image;
    expect(image).toMatchObject({ ImageId: "m-local0000000000system", Status: "Available" });
    for (const name of ["BootMode", "Features", "IsPublic", "Usable"]) expect(image).not.toHaveProperty(name);
  });

  it("is what the service's own is once the option is off", async () => {
    await administer(stack, "PUT", "options", { asapi: false });
    const { body } = await images();
    expect(body).not.toHaveProperty("asapiSuccess");
    expect((body.Images as { Image: object[] }).Image[0]).toMatchObject({ Usable: true });
  });
});

describe("a failure with the status of a success", () => {
  it.each([true, false])(
    "is told by the fields of the gateway alone, whatever the option: %s",
    async (asapi) => {
      await administer(stack, "PUT", "options", { asapi });
      await administer(stack, "PUT", "faults", [
        { fault: "error", code: "asapi.server.timeout.socket", status: 200 },
      ]);
      expect(await images()).toMatchObject({
        status: 200,
        body: { asapiSuccess: false, asapiErrorCode: "asapi.server.timeout.socket" },
      });
    },
  );
});
