using System.Text;
using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

/// <summary>Reads documents for the tests, and finds the folders that live beside the repository.</summary>
internal static class Documents
{
    public const string Base = "http://example.org/base/doc";

    public static RdfReaderOptions Strict { get; } = new() { BaseIri = Base };

    public static async Task<List<Statement>> ReadAsync(Stream document, RdfSyntax syntax, RdfReaderOptions options)
    {
        var statements = new List<Statement>();
        await foreach (var statement in RdfReader.ReadAsync(document, syntax, options, TestContext.Current.CancellationToken))
            statements.Add(statement);
        return statements;
    }

    public static Task<List<Statement>> ReadAsync(string document, RdfSyntax syntax, RdfReaderOptions? options = null) =>
        ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(document)), syntax, options ?? Strict);

    public static async Task<List<Statement>> ReadFileAsync(string path, RdfSyntax syntax, RdfReaderOptions options)
    {
        await using var file = File.OpenRead(path);
        return await ReadAsync(file, syntax, options);
    }

    /// <summary>Reads leniently; what was refused comes back beside the statements.</summary>
    public static async Task<(List<Statement> Statements, List<RdfError> Refused)> ReadLenientAsync(string document, RdfSyntax syntax)
    {
        var refused = new List<RdfError>();
        var options = new RdfReaderOptions { BaseIri = Base, Lenient = true, OnRefused = refused.Add };
        return (await ReadAsync(document, syntax, options), refused);
    }

    public static Task<RdfException> RefusalAsync(string document, RdfSyntax syntax, RdfReaderOptions? options = null) =>
        Assert.ThrowsAsync<RdfException>(() => ReadAsync(document, syntax, options));

    public static string Shared(string path) => Repository.Shared(path);
}
