"""The approved knowledge base: what may be told at once, and nothing else."""

from cases.knowledge.answering import KnowledgeAnswer, answer

__all__ = ["KnowledgeAnswer", "answer"]
