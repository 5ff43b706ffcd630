// The forms of JSON Schema that the tables are written in.

/**
 * A closed object.
 * @param {string} title
 * @param {string} description
 * @param {Record<string, Record<string, unknown>>} members a member with `optional` may be missing
 */
export function closed(title, description, members) {
  const properties = Object.fromEntries(
    Object.entries(members).map(([name, { optional: _, ...schema }]) => [name, schema]),
  );
  const required = Object.keys(members).filter((name) => !members[name]?.optional);
  return { title, description, type: 'object', properties, required, additionalProperties: false };
}

/** @param {string} description @param {Record<string, unknown>} schema */
export const told = (description, schema) => ({ description, ...schema });
/** @param {string} description @param {Record<string, unknown>} schema */
export const maybe = (description, schema) => ({ description, ...schema, optional: true });

/** @param {string} name of `components.schemas` */
export function reference(name) {
  return { $ref: `#/components/schemas/${name}` };
}
