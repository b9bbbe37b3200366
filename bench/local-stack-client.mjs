// A client of local-stack that adds as little work of its own as possible.

import { createHmac, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";

/** Calls a stack over a pool of connections. */
export class LocalStackClient {
  /**
   * @param {{ endpoint: string, region: string, accessKeyId: string, accessKeySecret: string }} stack
   * @param {number} connections the most calls at the same time
   */
  constructor(stack, connections) {
    this.stack = stack;
    this.agent = new Agent({ keepAlive: true, maxSockets: connections + 1 });
  }

  /**
   * Calls an action and returns its response. Rejects when there is none, or an error.
   * @param {string} action
   * @param {Record<string, string>} parameters
   * @returns {Promise<any>}
   */
  call(action, parameters) {
    const { region, accessKeyId, accessKeySecret } = this.stack;
    const all = {
      Action: action,
      Version: "2014-05-26",
      Format: "JSON",
      RegionId: region,
      AccessKeyId: accessKeyId,
      SignatureMethod: "HMAC-SHA1",
      SignatureVersion: "1.0",
      SignatureNonce: randomUUID(),
      Timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
      ...parameters,
    };
    const query = Object.entries(all)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join("&");
    const signature = createHmac("sha1", `${accessKeySecret}&`)
      .update(`POST&%2F&${encodeURIComponent(query)}`)
      .digest("base64");
    return this.#send("POST", "/", `${query}&Signature=${encodeURIComponent(signature)}`);
  }

  /**
   * Calls the admin API and returns its response.
   * @param {string} method
   * @param {string} path below `/_local/`
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  administer(method, path, body) {
    return this.#send(method, `/_local/${path}`, body === undefined ? "" : JSON.stringify(body));
  }

  /** Closes all connections. */
  close() {
    this.agent.destroy();
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {string} body
   * @returns {Promise<any>}
   */
  #send(method, path, body) {
    return new Promise((resolve, reject) => {
      const headers = {
        "content-type": "application/x-www-form-urlencoded",
        "content-length": Buffer.byteLength(body),
      };
      const sent = request(
        `${this.stack.endpoint}${path}`,
        { method, headers, agent: this.agent },
        (response) => {
          /** @type {Buffer[]} */
          const chunks = [];
          response.on("data", (chunk) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => {
            const text = Buffer.concat(chunks).toString();
            if (response.statusCode === 200) resolve(JSON.parse(text));
            else reject(new Error(text));
          });
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  }
}
