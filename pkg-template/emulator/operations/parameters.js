// Readers of parameters that all operations share.

import { GatewayError } from '../gateway/errors.js';

/** @typedef {Map<string, string>} Parameters */

/** @param {Parameters} parameters @param {string} name */
export function required(parameters, name) {
  const value = parameters.get(name);
  // The documentation describes MissingParameter as "is empty": an absent and an empty value are the same.
  if (!value) {
    throw new GatewayError('MissingParameter', `The required parameter ${name} is empty.`);
  }
  return value;
}

/**
 * @param {Parameters} parameters
 * @param {string} name
 * @param {readonly string[]} allowed
 * @param {string} fallback
 */
export function oneOf(parameters, name, allowed, fallback) {
  const value = parameters.get(name) || fallback;
  if (!allowed.includes(value)) {
    throw new GatewayError('InvalidParameter', `${name} must be one of ${allowed.join(', ')}.`);
  }
  return value;
}

/**
 * @param {Parameters} parameters
 * @param {string} name
 * @param {number} max
 * @returns {number} a whole number from 1
 */
function pageNumber(parameters, name, max) {
  const value = required(parameters, name);
  if (!/^[1-9]\d{0,8}$/.test(value) || Number(value) > max) {
    throw new GatewayError('InvalidParameter', `${name} must be a whole number from 1 to ${max}.`);
  }
  return Number(value);
}

/** 32 hexadecimal digits, the form of the API's own ids. */
export function newId() {
  return crypto.randomUUID().replaceAll('-', '');
}

/**
 * One page of rows in the members that the query operations share. A `NextToken` of an earlier answer continues after
 * that answer; its form is not documented.
 * @template Row
 * @param {Row[]} rows
 * @param {Parameters} parameters
 */
export function page(rows, parameters) {
  const size = pageNumber(parameters, 'PageSize', 100);
  const current = pageNumber(parameters, 'CurrentPage', 1_000_000);
  const most = parameters.get('MaxResults') ? pageNumber(parameters, 'MaxResults', 100) : size;
  const token = parameters.get('NextToken');
  const start = token ? pageNumber(parameters, 'NextToken', rows.length) : (current - 1) * size;
  const end = start + most;
  return {
    Items: rows.slice(start, end),
    TotalCount: rows.length,
    TotalPage: Math.ceil(rows.length / size),
    CurrentPage: current,
    PageSize: size,
    MaxResults: most,
    ...(end < rows.length && { NextToken: String(end) }),
  };
}
