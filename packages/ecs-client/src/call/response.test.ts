import { describe, expect, it } from "vitest";
import { createError, exampleCreate, noSignal, withServer } from "../testing/test-client.ts";
import { createTestRuntime } from "../testing/test-runtime.ts";
import { type Responder, sendJson } from "../testing/test-server.ts";

const succeed: Responder = (_request, response) =>
  sendJson(response, 200, { ImageId: "m-1", RequestId: "R-1" });

describe("a response", () => {
  it.each<[string, number, object | string, object]>([
    [
      "an error of the service",
      404,
      { Code: "InvalidInstanceId.NotFound", Message: "No such instance.", RequestId: "R-9" },
      {
        kind: "service",
        code: "InvalidInstanceId.NotFound",
        serviceMessage: "No such instance.",
        httpStatus: 404,
        requestId: "R-9",
        ambiguous: false,
        mayHaveTakenEffect: false,
      },
    ],
    [
      "a code under HTTP 200",
      200,
      { Code: "Forbidden.RAM", Message: "No." },
      { kind: "service", code: "Forbidden.RAM" },
    ],
    [
      "asapiSuccess false under HTTP 200",
      200,
      {
        asapiSuccess: false,
        asapiErrorCode: "NoPermission",
        asapiErrorMessage: "No.",
        asapiRequestId: "A-1",
      },
      { kind: "service", code: "NoPermission", serviceMessage: "No.", requestId: "A-1" },
    ],
    [
      "asapiSuccess as a text",
      200,
      { asapiSuccess: "false", asapiErrorCode: "X" },
      { kind: "service", code: "X" },
    ],
    [
      "a timeout of the gateway",
      200,
      { asapiSuccess: false, asapiErrorCode: "asapi.server.timeout.socket" },
      { retryable: true, ambiguous: false, mayHaveTakenEffect: true },
    ],
    [
      "a timeout by code",
      400,
      { Code: "RequestTimeout" },
      { retryable: true, ambiguous: false, mayHaveTakenEffect: true },
    ],
    [
      "a server error",
      500,
      { Code: "InternalError" },
      { kind: "service", retryable: true, ambiguous: false, mayHaveTakenEffect: true },
    ],
    [
      "HTML of a broken gateway",
      502,
      "<html>Bad Gateway</html>",
      { kind: "malformed-response", retryable: true, ambiguous: false, mayHaveTakenEffect: true },
    ],
    [
      "HTML of a log-in page",
      200,
      "<html>Log in</html>",
      { kind: "malformed-response", retryable: false, ambiguous: false, mayHaveTakenEffect: true },
    ],
    [
      "HTML that refuses",
      403,
      "<html>Forbidden</html>",
      { kind: "malformed-response", retryable: false, ambiguous: false, mayHaveTakenEffect: false },
    ],
    [
      "truncated JSON",
      200,
      '{"ImageId":"m-',
      { kind: "malformed-response", retryable: true, ambiguous: false, mayHaveTakenEffect: true },
    ],
    ["no body", 200, "", { kind: "malformed-response", ambiguous: false, mayHaveTakenEffect: true }],
    ["a JSON list", 200, "[]", { kind: "malformed-response", ambiguous: false, mayHaveTakenEffect: true }],
    ["JSON nested too deeply", 200, "[".repeat(200_000), { kind: "malformed-response" }],
    [
      "a redirect",
      302,
      "",
      { kind: "malformed-response", retryable: false, ambiguous: false, mayHaveTakenEffect: false },
    ],
    [
      "no image ID",
      200,
      { RequestId: "R" },
      { kind: "malformed-response", retryable: false, ambiguous: false, mayHaveTakenEffect: true },
    ],
    [
      "an image ID of the wrong shape",
      200,
      { ImageId: {} },
      { kind: "malformed-response", ambiguous: false, mayHaveTakenEffect: true },
    ],
    [
      "a code of the wrong shape",
      400,
      { Code: [] },
      { kind: "malformed-response", ambiguous: false, mayHaveTakenEffect: false },
    ],
  ])("that is %s becomes the matching error", async (_what, status, body, expected) => {
    const error = await createError((_request, response) => {
      response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
    });
    expect(error).toMatchObject(expected);
  });

  it.each([
    [200, "<html>Log in</html>", "HTML or XML; is this the address of an ECS endpoint? (HTTP 200)"],
    [404, "not found", "something else; is this the address of an ECS endpoint? (HTTP 404)"],
    [503, "<html>Service Unavailable</html>", "HTML or XML (HTTP 503)"],
    [502, "bad gateway", "something else (HTTP 502)"],
  ])(
    "with status %i that is not JSON questions the address only where nothing is out of order",
    async (status, body, text) => {
      const error = await createError((_request, response) => response.writeHead(status).end(body));
      expect(error.message).toContain(`the response is not a JSON object but ${text}`);
    },
  );

  it.each([
    ["by its code", 400, JSON.stringify({ Code: "Throttling.Api" })],
    [
      "by the code of the gateway",
      200,
      JSON.stringify({ asapiSuccess: false, asapiErrorCode: "Throttling" }),
    ],
    ["by its status alone", 429, "slow down"],
  ])("that is throttling %s is repeated without being counted", async (_what, status, body) => {
    const respond: Responder = (request, response, count) => {
      if (count > 3) succeed(request, response, count);
      else response.writeHead(status).end(body);
    };
    await withServer(
      respond,
      async (client) => {
        await expect(client.createImage(exampleCreate, noSignal())).resolves.toMatchObject({
          imageId: "m-1",
        });
      },
      { runtime: createTestRuntime(), maxRetries: 0 },
    );
  });

  it.each(["200", 200, "OK", "Success"])("with Code %j is a success", async (code) => {
    await withServer(
      (_request, response) => sendJson(response, 200, { Code: code, ImageId: "m-1", asapiSuccess: true }),
      async (client) => {
        expect(await client.createImage(exampleCreate, noSignal())).toEqual({
          imageId: "m-1",
          requestId: null,
        });
      },
    );
  });

  it("without a request ID in its body gets the one of its headers", async () => {
    const respond: Responder = (_request, response) =>
      sendJson(response, 200, { ImageId: "m-1" }, { "x-acs-request-id": "R-HEADER" });
    await withServer(respond, async (client) => {
      expect(await client.createImage(exampleCreate, noSignal())).toEqual({
        imageId: "m-1",
        requestId: "R-HEADER",
      });
    });
  });

  it.each([
    ["the date of the response", { date: "Tue, 23 Feb 2016 11:46:24 GMT" }, 3_600_000],
    ["a date that is later", { date: "Tue, 23 Feb 2016 12:47:24 GMT" }, -60_000],
    ["a date that cannot be read", { date: "yesterday" }, null],
  ])(
    "that refuses the time stamp tells the difference of the clocks by %s",
    async (_what, headers, skewMs) => {
      const error = await createError((_request, response) => {
        response.sendDate = false;
        sendJson(response, 400, { Code: "InvalidTimeStamp.Expired", Message: "Expired." }, headers);
      });
      expect(error.clockSkewMs).toBe(skewMs);
      if (skewMs === 3_600_000) expect(error.message).toContain("1 h ahead of the clock of the service");
    },
  );

  it("has no control characters in the texts of its error", async () => {
    const dirt = "\u001b[2J\u009b\u202e\0\r\n";
    const error = await createError((_request, response) =>
      sendJson(response, 400, {
        Code: `Bad${dirt}Code`,
        Message: `One${dirt}two`,
        RequestId: `R${dirt}1`,
        Recommend: `https://example.com/${dirt}`,
      }),
    );
    expect(error).toMatchObject({ code: "Bad[2J Code", serviceMessage: "One[2J two", requestId: "R[2J 1" });
    expect(error.message).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it("has no control characters in the request ID of its result", async () => {
    const respond: Responder = (_request, response) =>
      sendJson(response, 200, { ImageId: "m-1", RequestId: "R\u001b1" });
    await withServer(respond, async (client) => {
      expect(await client.createImage(exampleCreate, noSignal())).toMatchObject({ requestId: "R1" });
    });
  });
});
