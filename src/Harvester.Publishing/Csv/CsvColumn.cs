using Harvester.Core.Model;

namespace Harvester.Publishing.Csv;

/// <summary>One column: its name in the header, what it holds, and how to get it; a dataset without distributions is asked with null.</summary>
internal sealed record CsvColumn(string Name, string Meaning, Func<Dataset, Distribution?, string?> Value);
