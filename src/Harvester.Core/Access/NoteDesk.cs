using Harvester.Core.Ports;
using Harvester.Core.Runs;

namespace Harvester.Core.Access;

/// <summary>Takes the central team's notes on municipalities × standard datasets. Each change stands in the audit log, with what was written.</summary>
/// <param name="isMunicipality">Whether a code is that of a body.</param>
/// <param name="isStandard">Whether an id is that of a standard dataset.</param>
public sealed class NoteDesk(IStore store, Func<string, bool> isMunicipality, Func<string, bool> isStandard, AuditTrail trail, TimeProvider clock)
{
    public const int LongestContact = 200;
    public const int LongestText = 2000;

    /// <exception cref="DecisionException">There is no such cell, or what was written is too long or no text.</exception>
    public Task<CellNote> WriteAsync(
        Account by, string municipality, string standardDataset, NoteState state, DateOnly? until, string? contact, string? text, CancellationToken cancellationToken) => trail.ActAsync(
        trail.OnAnything(by, AuditAction.Note, ""),
        async () =>
        {
            if (!isMunicipality(municipality))
                throw new DecisionException($"no body has the code \"{municipality}\"");
            if (!isStandard(standardDataset))
                throw new DecisionException($"there is no standard dataset \"{standardDataset}\"");
            var note = new CellNote
            {
                Municipality = municipality,
                StandardDataset = standardDataset,
                State = state,
                By = until,
                Contact = TypedText.Line(contact, "contact", LongestContact),
                Text = TypedText.Text(text, "note", LongestText) ?? "",
                Who = by.Label,
                At = clock.GetUtcNow(),
            };
            await store.Notes.PutAsync(note, cancellationToken);
            return note;
        },
        AuditTrail.OnNote);
}
