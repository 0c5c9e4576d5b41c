namespace Harvester.Connectors.Definitions;

/// <summary>One fault of a connector or mapping file. Line and column count from 1; both are 0 for a fault of the file as a whole.</summary>
public sealed record DefinitionError(string File, int Line, int Column, string Message)
{
    /// <summary>True where something is absent that a file over a profile may still give: no fault of the profile.</summary>
    internal bool IsLack { get; init; }

    /// <summary><c>file(line,col): error: message</c>, which editors and build logs turn into a link.</summary>
    public override string ToString() => $"{File}({Line},{Column}): error: {Message}";
}
