"""Runs a TensorFlow Lite model: `python3 reference.py MODEL INPUT OUTPUT`.

Numbers are little-endian float32; the outputs follow each other, the one of the fewest channels first.
"""

import sys

import numpy
from ai_edge_litert.interpreter import Interpreter

model, source, target = sys.argv[1:]
interpreter = Interpreter(model_path=model)
interpreter.allocate_tensors()
(given,) = interpreter.get_input_details()
interpreter.set_tensor(given["index"], numpy.fromfile(source, "<f4").reshape(given["shape"]))
interpreter.invoke()
outputs = sorted(interpreter.get_output_details(), key=lambda output: output["shape"][-1])
numbers = [interpreter.get_tensor(output["index"]).ravel() for output in outputs]
numpy.concatenate(numbers).astype("<f4").tofile(target)
