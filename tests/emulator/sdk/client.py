"""Calls the emulator with the official Python SDK, as standard input says, and prints what the SDK made of it."""

import asyncio
import json
import sys

from alibabacloud_cloudauth_intl20220809 import models
from alibabacloud_cloudauth_intl20220809.client import Client
from alibabacloud_tea_openapi import utils_models
from darabonba.policy.retry import RetryOptions
from darabonba.runtime import RuntimeOptions


def snake(name):
    """FaceDuplicationCheckIntl to face_duplication_check_intl, DeleteFaceRecordV2 to delete_face_record_v2."""
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


def client_for(endpoint, call):
    config = utils_models.Config(
        access_key_id=call["credentials"]["accessKeyId"],
        access_key_secret=call["credentials"]["accessKeySecret"],
        security_token=call["credentials"].get("securityToken"),
        endpoint=endpoint,
        protocol="http",
        signature_algorithm=call.get("algorithm"),
    )
    if call.get("retries"):
        condition = {"maxAttempts": call["retries"], "exception": call["retryOn"]}
        config.retry_options = RetryOptions({"retryable": True, "retryCondition": [condition]})
    return Client(config)


class Every(dict):
    """A map that holds every parameter that the SDK knows of an operation."""

    def __bool__(self):
        return True

    def get(self, name, default=None):
        return "x"


def run(endpoint, call):
    client = client_for(endpoint, call)
    fields = Every() if call.get("everyParameter") else call["fields"]
    request = getattr(models, call["action"] + "Request")().from_map(fields)
    runtime = RuntimeOptions(read_timeout=call.get("readTimeout", 10000))
    # The generator writes "v2with_options", without an underscore after a digit.
    method = (snake(call["action"]) + "_with_options").replace("v2_with", "v2with")
    try:
        if call.get("asynchronous"):
            response = asyncio.run(getattr(client, method + "_async")(request, runtime))
        else:
            response = getattr(client, method)(request, runtime)
        return {"status": response.status_code, "body": response.body.to_map()}
    except Exception as error:  # noqa: BLE001 - every failure is a result here
        return {
            "error": type(error).__name__,
            "code": getattr(error, "code", None),
            "status": getattr(error, "status_code", None),
            "requestId": getattr(error, "request_id", None),
            "retryAfter": getattr(error, "retry_after", None),
        }


job = json.load(sys.stdin)
print(json.dumps([run(job["endpoint"], call) for call in job["calls"]]))
