namespace Harvester.Connectors.List;

/// <summary>Kinds of files that are met where a list was promised.</summary>
internal enum ListContentKind
{
    Text,

    /// <summary>A workbook of Excel since 2007, or another ZIP.</summary>
    Zip,

    /// <summary>A compound file: a workbook of Excel before 2007, or one with a password.</summary>
    OldWorkbook,

    /// <summary>HTML or XML.</summary>
    Markup,
    Pdf,
}
