// Shows /api/openapi.json to people: calls by group, what they take and what they answer. No library, no network.
const french = document.documentElement.lang === "fr";
const words = french
  ? {
      signIn: "Connectez-vous pour voir l’API telle que vous pouvez l’utiliser.",
      signInLink: "Se connecter",
      failed: "La description de l’API n’a pas pu être lue.",
      takes: "Paramètres",
      body: "Corps",
      answer: "Réponse",
      raw: "Document OpenAPI",
    }
  : {
      signIn: "Sign in to see the API as you may use it.",
      signInLink: "Sign in",
      failed: "The description of the API could not be read.",
      takes: "Parameters",
      body: "Body",
      answer: "Answer",
      raw: "OpenAPI document",
    };

const main = document.querySelector("main");
const nav = document.querySelector("nav");

await show();

async function show() {
  const answer = await fetch("/api/openapi.json", { credentials: "same-origin" }).catch(() => null);
  if (answer?.status === 401) {
    main.replaceChildren(element("p", words.signIn), link("/sign-in", words.signInLink));
    return;
  }
  if (!answer?.ok) {
    main.replaceChildren(element("p", words.failed));
    return;
  }
  const api = await answer.json();
  nav.replaceChildren(
    link("/api/openapi.json", words.raw),
    ...api.tags.map(({ name }) => link(`#${encodeURIComponent(name)}`, name)),
  );
  main.replaceChildren(
    element("h1", `${api.info.title} · ${api.info.version}`),
    ...api.tags.flatMap(group(api)),
  );
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

function group(api) {
  return ({ name }) => {
    const heading = element("h2", name);
    heading.id = name;
    const calls = Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, call]) => call.tags.includes(name))
        .map(([method, call]) => callOf(api, { path, method, call })),
    );
    return [heading, ...calls];
  };
}

function callOf(api, { path, method, call }) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const verb = element("b", method);
  verb.className = method;
  summary.append(verb, element("code", `/api${path}`), element("span", call.summary));
  details.append(summary);
  // Schemas are drawn when somebody looks: a large model has thousands of fields.
  details.addEventListener("toggle", () => details.append(insideOf(api, call)), { once: true });
  return details;
}

function insideOf(api, call) {
  const inside = document.createElement("div");
  if (call.parameters.length > 0) inside.append(element("h4", words.takes), parameterTable(call.parameters));
  const body = Object.entries(call.requestBody?.content ?? {});
  for (const [type, { schema }] of body)
    inside.append(element("h4", `${words.body} · ${type}`), pre(shapeOf(api, schema)));
  for (const [status, answer] of Object.entries(call.responses))
    for (const [type, { schema }] of Object.entries(answer.content ?? {}))
      inside.append(element("h4", `${words.answer} ${status} · ${type}`), pre(shapeOf(api, schema)));
  return inside;
}

function parameterTable(parameters) {
  const table = document.createElement("table");
  for (const { name, in: place, description = "", schema } of parameters) {
    const row = table.insertRow();
    row.append(
      cell("code", name),
      cell("span", place),
      cell("span", schema?.type ?? ""),
      cell("span", description),
    );
  }
  return table;
}

/** A schema as a sketch of the JSON it describes. */
function shapeOf(api, schema, depth = 0) {
  if (!schema || depth > 4) return "…";
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1);
    return depth > 2 ? name : shapeOf(api, api.components.schemas[name], depth + 1);
  }
  if (schema.anyOf) return schema.anyOf.map((one) => shapeOf(api, one, depth + 1)).join(" | ");
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.type === "array") return `[ ${shapeOf(api, schema.items, depth)} … ]`;
  if (!schema.properties)
    return [schema.type ?? "…"].flat().join(" | ") + (schema.format ? ` (${schema.format})` : "");
  const pad = "  ".repeat(depth + 1);
  const required = new Set(schema.required ?? []);
  const lines = Object.entries(schema.properties).map(([name, value]) => {
    const title = value.title ? `   // ${value.title}` : "";
    return `${pad}${name}${required.has(name) ? "" : "?"}: ${shapeOf(api, value, depth + 1)}${title}`;
  });
  return `{\n${lines.join("\n")}\n${"  ".repeat(depth)}}`;
}

function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function link(address, text) {
  const made = element("a", text);
  made.href = address;
  return made;
}

function pre(text) {
  return element("pre", text);
}

function cell(tag, text) {
  const made = document.createElement("td");
  made.append(element(tag, text));
  return made;
}
