"""The small neural reader: finds the answer to a question in windows of articles, on any CPU, with nothing downloaded.

    reader = Reader.load()
    readings = reader.read("Kto jest rzecznikiem MSZ?", [Window("Tytuł", "Cztery zdania ...")])

`shipped.py` loads the model beside it, `encoding.py` makes rows of token ids, `running.py` runs them, `decoding.py`
turns logits into readings. MODEL.md says what the model was made from and what it is worth.
"""

from kzqa.answering.reader.decoding import Reading, Span
from kzqa.answering.reader.encoding import Window
from kzqa.answering.reader.running import Reader

__all__ = ["Reader", "Reading", "Span", "Window"]
