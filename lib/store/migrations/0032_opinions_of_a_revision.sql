-- At which revision an opinion came: steps move `revision`, and reports ask for figures of the past.
ALTER TABLE opinions ADD COLUMN received_revision BIGINT;

UPDATE opinions
SET received_revision = CASE
    WHEN version = 1 THEN revision
    WHEN code_hash IS NULL THEN COALESCE(
        (
            SELECT min(events.revision)
            FROM audit_events AS events
            WHERE events.event = 'opinion.send'
                AND events.campaign_id = opinions.campaign_id
                AND events.happened_at = opinions.sent_at
        ),
        revision
    )
    -- A batch is written in the first night after the last of its days.
    ELSE COALESCE(
        (
            SELECT min(events.revision)
            FROM audit_events AS events
            WHERE events.event = 'opinion.receive'
                AND events.campaign_id = opinions.campaign_id
                AND CAST(events.happened_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS DATE)
                    > opinions.received_on
        ),
        revision
    )
END;
