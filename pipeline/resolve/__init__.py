"""Which organisation of the register a mention means, in the context of its document."""

from pipeline.resolve.context import Context, context_of
from pipeline.resolve.resolver import Resolution, Resolver

__all__ = ["Context", "Resolution", "Resolver", "context_of"]
