using System.Globalization;
using System.Text.Json;
using Harvester.Core.Assessment;
using Harvester.Publishing.Csv;
using Harvester.Web.Api;
using Harvester.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Tables;

/// <summary>A table as a file: CSV by RFC 4180 with a byte order mark, safe in spreadsheets, or JSON.</summary>
internal static class TableFile
{
    /// <param name="format"><c>csv</c> or <c>json</c>; of any other it is null.</param>
    public static IResult? Of(Table table, string format, Language language) => format switch { "csv" => Csv(table, language), "json" => Json(table), _ => null };

    private static IResult Csv(Table table, Language language) => Results.Stream(
        async body =>
        {
            await using var writer = new StreamWriter(body, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: 1 << 15, leaveOpen: true);
            var row = new System.Text.StringBuilder();
            CsvRow.Append(row, table.Columns.Select(column => language.Text(column.Name)));
            foreach (var cells in table.Rows)
            {
                CsvRow.Append(row, cells.Select(cell => Plain(cell.Value, language)));
                await writer.WriteAsync(row);
                row.Clear();
            }

            await writer.WriteAsync(row);
        },
        "text/csv; charset=utf-8", $"{table.Name}.csv");

    /// <summary><c>{ table, caption, columns: [ { id, ja, en } ], rows: [ { id: value } ] }</c>.</summary>
    private static IResult Json(Table table) => new JsonStream(body =>
    {
        var json = body.Json;
        json.WriteStartObject();
        json.WriteString("table", table.Name);
        Text(json, "caption", table.Caption);
        json.WriteStartArray("columns");
        foreach (var column in table.Columns)
        {
            json.WriteStartObject();
            json.WriteString("id", column.Id);
            json.WriteString("ja", column.Name.Ja);
            json.WriteString("en", column.Name.En);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in table.Rows)
        {
            json.WriteStartObject();
            for (var place = 0; place < table.Columns.Count; place++)
                Value(json, table.Columns[place].Id, row[place].Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return Task.CompletedTask;
    });

    private static void Value(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case Bilingual text: Text(json, name, text); break;
            case long number: json.WriteNumber(name, number); break;
            case double number: json.WriteNumber(name, number); break;
            case DateTimeOffset instant: json.WriteString(name, instant.UtcDateTime); break;
            default: json.WriteString(name, value.ToString()); break;
        }
    }

    private static void Text(Utf8JsonWriter json, string name, Bilingual text)
    {
        json.WriteStartObject(name);
        json.WriteString("ja", text.Ja);
        json.WriteString("en", text.En);
        json.WriteEndObject();
    }

    private static string? Plain(object? value, Language language) => value switch
    {
        Bilingual text => language.Text(text),
        double number => Math.Round(number, 4).ToString(CultureInfo.InvariantCulture),
        DateTimeOffset instant => Show.Machine(instant),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
