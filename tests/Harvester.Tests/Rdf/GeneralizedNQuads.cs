using System.Text;
using System.Text.RegularExpressions;
using Harvester.Rdf;

namespace Harvester.Tests.Rdf;

/// <summary>Reads N-Quads in which a blank node may be a predicate (RDF 1.1 Concepts, section 7: generalized RDF), which the reader itself refuses.</summary>
internal static partial class GeneralizedNQuads
{
    private const string Mark = "blank-predicate:";

    public static async Task<List<Statement>> ReadAsync(string path)
    {
        var text = Predicate().Replace(await File.ReadAllTextAsync(path), $"$1<{Mark}$2>");
        var statements = await Documents.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), RdfSyntax.NQuads, Documents.Strict);
        return statements.ConvertAll(statement => statement.Predicate.Value.StartsWith(Mark, StringComparison.Ordinal)
            ? statement with { Predicate = Term.Blank(statement.Predicate.Value[Mark.Length..]) }
            : statement);
    }

    [GeneratedRegex(@"^(\s*\S+\s+)_:(\S+)", RegexOptions.Multiline)]
    private static partial Regex Predicate();
}
