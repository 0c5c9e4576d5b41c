using System.Text;
using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf.Writing;

/// <summary>Writes statements for the tests, and reads what was written.</summary>
internal static class Written
{
    public static async Task<string> TextAsync(IEnumerable<Statement> statements, RdfSyntax syntax, RdfWriterOptions? options = null) =>
        Encoding.UTF8.GetString(await BytesAsync(statements, syntax, options));

    public static async Task<byte[]> BytesAsync(IEnumerable<Statement> statements, RdfSyntax syntax, RdfWriterOptions? options = null)
    {
        var output = new MemoryStream();
        await using var writer = RdfWriter.Create(output, syntax, options);
        foreach (var statement in statements)
            writer.Take(statement);
        await writer.CompleteAsync(TestContext.Current.CancellationToken);
        return output.ToArray();
    }

    public static async Task<string> RewrittenAsync(string document, RdfSyntax from, RdfSyntax to, RdfWriterOptions? options = null) =>
        await TextAsync(await Documents.ReadAsync(document, from), to, options);
}
