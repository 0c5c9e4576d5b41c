using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;

namespace Harvester.Connectors.Ckan;

/// <summary>
/// Reads an answer of the action API in one pass over its bytes (CKAN API guide, "success", "result", "error"): each package is sliced out
/// of the buffer and hashed on the way, so that an unchanged package costs no object but its id and hash.
/// </summary>
internal static class CkanAnswer
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonDepth.Most };

    /// <summary>The packages of an answer.</summary>
    /// <exception cref="SourceException"><c>ckan-error</c>, <c>html-instead-of-json</c>, <c>not-json</c>, <c>not-ckan</c>.</exception>
    public static CkanPage Packages(FetchedBytes answer, CkanResult form)
    {
        var json = Json(answer);
        var reader = new Utf8JsonReader(json.Span, Options);
        var packages = new List<CkanPackage>();
        long? count = null;
        var found = false;
        try
        {
            var text = new PackageReader(json, Utf8.IsValid(json.Span));
            var envelope = default(Envelope);
            Start(ref reader, answer.Url);
            while (Next(ref reader, json.Span, ref envelope))
            {
                found |= form switch
                {
                    CkanResult.Package => text.ReadSingle(ref reader, packages),
                    CkanResult.Current => text.ReadCurrent(ref reader, packages),
                    _ => text.ReadResult(ref reader, packages, ref count),
                };
            }

            envelope.ThrowIfRefused(answer);
        }
        catch (JsonException)
        {
            throw NotJson(answer, json);
        }

        return found ? new CkanPage(packages, count) : throw CkanFaults.NotCkan(answer.Url, form switch
        {
            CkanResult.Package => "a package in its result",
            CkanResult.Current => "a list in its result",
            _ => "result.results",
        });
    }

    /// <summary>Of <c>package_list</c>: the names.</summary>
    /// <exception cref="SourceException">As <see cref="Packages"/>.</exception>
    public static IReadOnlyList<string> Names(FetchedBytes answer)
    {
        var json = Json(answer);
        var reader = new Utf8JsonReader(json.Span, Options);
        List<string>? names = null;
        try
        {
            var envelope = default(Envelope);
            Start(ref reader, answer.Url);
            while (Next(ref reader, json.Span, ref envelope))
            {
                if (reader.TokenType is not JsonTokenType.StartArray)
                {
                    reader.Skip();
                    continue;
                }

                names = [];
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                {
                    if (PackageReader.Text(ref reader) is { } name)
                        names.Add(name);
                    else
                        reader.Skip();
                }
            }

            envelope.ThrowIfRefused(answer);
        }
        catch (JsonException)
        {
            throw NotJson(answer, json);
        }

        return names ?? throw CkanFaults.NotCkan(answer.Url, "a list in its result");
    }

    private static ReadOnlyMemory<byte> Json(FetchedBytes answer)
    {
        ReadOnlyMemory<byte> json = answer.Bytes;
        if (json.Span.StartsWith("\uFEFF"u8))
            json = json[3..];
        var first = json.Span.IndexOfAnyExcept(" \t\r\n"u8);
        return first >= 0 && json.Span[first] == (byte)'<' ? throw CkanFaults.Html(answer.Url) : json;
    }

    private static SourceException NotJson(FetchedBytes answer, ReadOnlyMemory<byte> json) =>
        CkanFaults.NotJson(answer.Url, answer.Bytes.Length - json.Length + JsonBreak.Find(json.Span), answer.Bytes.Length);

    private static void Start(ref Utf8JsonReader reader, Uri url)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
            throw CkanFaults.NotCkan(url, "an object around it");
    }

    /// <summary>Moves on to the value of <c>result</c>, minding the rest of the envelope on the way; false at its end.</summary>
    private static bool Next(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref Envelope envelope)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("result"u8))
            {
                reader.Read();
                return true;
            }

            var isSuccess = reader.ValueTextEquals("success"u8);
            var isError = reader.ValueTextEquals("error"u8);
            reader.Read();
            if (isSuccess)
                envelope.Refused = reader.TokenType is JsonTokenType.False;
            else if (isError)
                envelope.Message = Message(ref reader, json, out envelope.IsNotFound);
            reader.Skip();
        }

        // a second document, or garbage, after the envelope is a fault of the answer: this throws
        while (reader.Read())
        {
        }

        return false;
    }

    /// <summary>The words of the error, else the error as it stands.</summary>
    /// <param name="isNotFound">CKAN's word for an object that is not there (any more), whatever the status says.</param>
    private static string? Message(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, out bool isNotFound)
    {
        var start = (int)reader.TokenStartIndex;
        var (words, type) = ErrorWords.Read(ref reader);
        isNotFound = type == "Not Found Error";
        return words ?? Encoding.UTF8.GetString(json[start..(int)reader.BytesConsumed]);
    }

    private struct Envelope
    {
        public bool Refused;
        public string? Message;
        public bool IsNotFound;

        public readonly void ThrowIfRefused(FetchedBytes answer)
        {
            if (Refused)
                throw CkanFaults.Refused(answer, Message, IsNotFound);
        }
    }
}
