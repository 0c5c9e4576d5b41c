using System.Text.Json;
using Harvester.Rdf;
using Harvester.Rdf.JsonLd;
using Xunit;

namespace Harvester.Tests.Rdf;

/// <summary>The toRdf suite of the JSON-LD working group.</summary>
public sealed class JsonLdSuiteTests(ITestOutputHelper output)
{
    private const string Base = "https://w3c.github.io/json-ld-api/tests/";

    /// <summary>Held as a whole, and read as it comes wherever that can be.</summary>
    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(0)]
    public async Task ToRdfSuite_Passes(int held)
    {
        var folder = Documents.Shared("conformance/w3c-json-ld-api/tests");
        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "toRdf-manifest.jsonld"), TestContext.Current.CancellationToken));
        var failures = new List<string>();
        var (total, skipped) = (0, 0);
        foreach (var entry in manifest.RootElement.GetProperty("sequence").EnumerateArray())
        {
            var id = entry.GetProperty("@id").GetString()!;
            if (Option(entry, "specVersion") == "json-ld-1.0")
            {
                skipped++;
                output.WriteLine($"{id} skipped: it is for JSON-LD 1.0 only");
                continue;
            }
            total++;
            if (await FailureAsync(entry, folder, held) is { } failure)
                failures.Add($"{id} {failure}");
        }
        output.WriteLine($"json-ld toRdf {total - failures.Count}/{total}, {skipped} skipped");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(total >= 456, $"The manifest lists {total} entries, expected at least 456.");
    }

    // Null: passed.
    private static async Task<string?> FailureAsync(JsonElement entry, string folder, int held)
    {
        var type = entry.GetProperty("@type")[0].GetString()!;
        var isNegative = type == "jld:NegativeEvaluationTest";
        var input = entry.GetProperty("input").GetString()!;
        List<Statement> actual;
        try
        {
            actual = await Documents.ReadFileAsync(Path.Combine(folder, input), RdfSyntax.JsonLd, Options(entry, input, folder, held));
        }
        catch (RdfException error)
        {
            if (!isNegative)
                return error.Message;
            var code = entry.GetProperty("expectErrorCode").GetString()!;
            return error.Message.StartsWith(code + ":", StringComparison.Ordinal) ? null : $"was refused with '{error.Message}', expected '{code}'";
        }
        if (isNegative)
            return $"was read, expected '{entry.GetProperty("expectErrorCode").GetString()}'";
        if (type == "jld:PositiveSyntaxTest")
            return null;
        var result = Path.Combine(folder, entry.GetProperty("expect").GetString()!);
        var expected = await GeneralizedNQuads.ReadAsync(result);
        return GraphIsomorphism.AreIsomorphic(actual.Distinct().ToList(), expected.Distinct().ToList())
            ? null
            : $"read\n{string.Join('\n', actual)}\nexpected\n{string.Join('\n', expected)}";
    }

    private static RdfReaderOptions Options(JsonElement entry, string input, string folder, int held) => new()
    {
        BaseIri = Option(entry, "base") ?? Base + input,
        JsonLdHeldBytes = held,
        JsonLdGeneralized = entry.TryGetProperty("option", out var options) && options.TryGetProperty("produceGeneralizedRdf", out var generalized) && generalized.GetBoolean(),
        JsonLd10 = Option(entry, "processingMode") == "json-ld-1.0",
        ExpandContext = Option(entry, "expandContext") is { } context ? File.ReadAllBytes(Path.Combine(folder, context)) : default(ReadOnlyMemory<byte>),
        JsonLdDirection = Option(entry, "rdfDirection") switch
        {
            "i18n-datatype" => RdfDirection.I18nDatatype,
            "compound-literal" => RdfDirection.CompoundLiteral,
            _ => RdfDirection.Dropped,
        },
        LoadContext = async (url, cancellationToken) =>
        {
            var file = Path.Combine(folder, url.StartsWith(Base, StringComparison.Ordinal) ? url[Base.Length..] : "absent");
            return File.Exists(file) ? await File.ReadAllBytesAsync(file, cancellationToken) : null;
        },
    };

    private static string? Option(JsonElement entry, string name) =>
        entry.TryGetProperty("option", out var options) && options.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
