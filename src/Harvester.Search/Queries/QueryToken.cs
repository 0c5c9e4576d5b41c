using Harvester.Search.Analysis;

namespace Harvester.Search.Queries;

/// <summary>A term that is to occur, and where relative to the others.</summary>
internal readonly record struct QueryToken(string Term, TokenKind Kind, int Position)
{
    /// <summary>The position after the last character.</summary>
    public int End => Position + (Kind is TokenKind.Pair ? 2 : 1);
}
