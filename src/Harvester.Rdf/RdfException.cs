namespace Harvester.Rdf;

/// <summary>A document that is not what its syntax asks for, or that passes a limit of <see cref="RdfReaderOptions"/>.</summary>
public sealed class RdfException : Exception
{
    public RdfException(int line, int column, string message, Exception? inner = null)
        : base(line > 0 ? $"{message} (line {line}, column {column})" : message, inner)
    {
        Line = line;
        Column = column;
        Error = new RdfError(line, column, message);
    }

    /// <summary>1-based; 0 where the syntax has no position to give.</summary>
    public int Line { get; }

    /// <summary>1-based, in code points; 0 where unknown.</summary>
    public int Column { get; }

    /// <summary>A limit was passed, which ends a lenient reading too.</summary>
    internal bool IsLimit { get; init; }

    /// <summary>The same, with the message apart from the position.</summary>
    public RdfError Error { get; }
}
