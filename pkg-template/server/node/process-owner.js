// Which process something belongs to, in words that outlive it.

import { readFileSync } from 'node:fs';

/**
 * A process by its id and, on Linux, when it started: in a container each start has the same id.
 * @param {number} pid
 */
export function ownerOf(pid) {
  try {
    // proc(5): the name in parentheses may hold blanks, and the start is the twentieth field after it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return String(pid);
  }
}

/** Whether a process of this machine is no more. @param {string} owner */
export function isGone(owner) {
  const pid = Number.parseInt(owner, 10);
  return !(isAlive(pid) && ownerOf(pid) === owner);
}

/** @param {number} pid */
function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
