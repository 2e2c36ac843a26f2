import type { TestCrm, TestRequest } from "./crm.ts";

/** A browser: it keeps cookies. */
export interface Visitor {
  readonly jar: Map<string, string>;
  ask(path: string, init?: TestRequest): Promise<Response>;
  /** The first step of signing in; without a second factor, all of it. */
  signIn(email: string, password: string): Promise<Response>;
}

export function visitor(crm: Pick<TestCrm, "request">): Visitor {
  const jar = new Map<string, string>();
  async function ask(path: string, init: TestRequest = {}): Promise<Response> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await crm.request(path, { ...init, headers: { ...init.headers, cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = "", ...rest] = line.split(";");
      const [name = "", ...value] = pair.split("=");
      if (rest.some((part) => /max-age=0/i.test(part))) jar.delete(name);
      else jar.set(name, value.join("="));
    }
    return answer;
  }
  return {
    jar,
    ask,
    signIn: (email, password) => ask("/api/auth/sign-in/email", { json: { email, password } }),
  };
}
